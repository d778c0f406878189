/**
 * Training: the {@link org.lanewise.core.train.Trainer} and what it is told ({@link org.lanewise.core.train.Optimizer},
 * {@link org.lanewise.core.train.Schedule}, {@link org.lanewise.core.train.EarlyStopping}).
 */
package org.lanewise.core.train;
