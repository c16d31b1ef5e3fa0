package dev.logferry.api.review;

import dev.logferry.api.model.AgeGroup;
import dev.logferry.api.model.SkinType;

/** The numbers of enums in the database: they save a third of an index. */
public final class ReviewCodes {

  private ReviewCodes() {}

  /** The number of a skin type. */
  public static short ofSkinType(SkinType type) {
    return switch (type) {
      case NORMAL -> 1;
      case DRY -> 2;
      case OILY -> 3;
      case COMBINATION -> 4;
      case SENSITIVE -> 5;
    };
  }

  static SkinType skinType(int code) {
    return switch (code) {
      case 1 -> SkinType.NORMAL;
      case 2 -> SkinType.DRY;
      case 3 -> SkinType.OILY;
      case 4 -> SkinType.COMBINATION;
      case 5 -> SkinType.SENSITIVE;
      default -> throw new IllegalArgumentException("no skin type has the number " + code);
    };
  }

  /** The number of an age group: its youngest age. */
  public static short ofAgeGroup(AgeGroup group) {
    return switch (group) {
      case UNDER_20 -> 0;
      case TWENTIES -> 20;
      case THIRTIES -> 30;
      case FORTIES -> 40;
      case FIFTIES -> 50;
      case SIXTY_PLUS -> 60;
    };
  }

  static AgeGroup ageGroup(int code) {
    return switch (code) {
      case 0 -> AgeGroup.UNDER_20;
      case 20 -> AgeGroup.TWENTIES;
      case 30 -> AgeGroup.THIRTIES;
      case 40 -> AgeGroup.FORTIES;
      case 50 -> AgeGroup.FIFTIES;
      case 60 -> AgeGroup.SIXTY_PLUS;
      default -> throw new IllegalArgumentException("no age group has the number " + code);
    };
  }
}
