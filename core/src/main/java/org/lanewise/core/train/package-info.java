/**
 * Training by minibatches: the {@link org.lanewise.core.train.Trainer} and what it is told
 * ({@link org.lanewise.core.train.Optimizer}, {@link org.lanewise.core.train.Schedule},
 * {@link org.lanewise.core.train.EarlyStopping}), with states from which a training goes on; and to the optimum of all
 * examples: {@link org.lanewise.core.train.Lbfgs}.
 */
package org.lanewise.core.train;
