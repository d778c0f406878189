/**
 * Files that numpy reads as well: arrays, archives of arrays, models, checkpoints; read without trust in their content.
 */
package org.lanewise.learn.file;
