/** Files that numpy reads as well: arrays, archives of arrays, models, checkpoints; read with the suspicion that files deserve. */
package org.lanewise.learn.file;
