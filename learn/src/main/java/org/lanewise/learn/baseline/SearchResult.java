package org.lanewise.learn.baseline;

import org.lanewise.core.model.LinearModel;

/**
 * What a search found.
 *
 * @param model the weights and bias of the smallest mean loss; the memory belongs to the arena that was given
 * @param loss that loss
 * @param tries how many weights were tried
 */
public record SearchResult(LinearModel model, double loss, int tries) {}
