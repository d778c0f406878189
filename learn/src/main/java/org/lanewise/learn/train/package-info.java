/**
 * Training by minibatches: the {@link org.lanewise.learn.train.Trainer} and what it is told
 * ({@link org.lanewise.learn.train.Optimizer}, {@link org.lanewise.learn.train.Schedule},
 * {@link org.lanewise.learn.train.EarlyStopping}), with states from which a training goes on; and to the optimum of all
 * examples: {@link org.lanewise.learn.train.Lbfgs}.
 */
package org.lanewise.learn.train;
