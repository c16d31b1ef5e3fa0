package dev.logferry.sampledata;

import java.util.List;
import java.util.random.RandomGenerator;

/** What names and texts are made of. All brands are invented. */
final class SampleVocabulary {

  record Kind(String slug, String name, List<String> nouns) {}

  record Syllable(String latin, String kana) {}

  static final List<Kind> CATEGORIES =
      List.of(
          kind("skin-lotion", "化粧水", "化粧水", "ローション", "トーニングウォーター"),
          kind("serum", "美容液", "美容液", "エッセンス", "セラム", "ビタミンCアンプル"),
          kind("milky-lotion", "乳液", "乳液", "エマルジョン", "ミルク"),
          kind("face-cream", "フェイスクリーム", "クリーム", "ナイトクリーム", "ジェルクリーム"),
          kind("cleansing", "クレンジング", "クレンジングオイル", "クレンジングバーム", "ミルククレンジング"),
          kind("face-wash", "洗顔料", "洗顔フォーム", "泡洗顔", "酵素パウダーウォッシュ"),
          kind("face-mask", "シートマスク・パック", "シートマスク", "泥パック", "スリーピングマスク"),
          kind("sunscreen", "日焼け止め", "UVミルク SPF50+ PA++++", "UVジェル SPF30 PA+++", "サンスクリーンスティック"),
          kind("foundation", "ファンデーション", "リキッドファンデーション", "クッションファンデーション", "パウダーファンデーション"),
          kind("face-powder", "フェイスパウダー", "ルースパウダー", "プレストパウダー"),
          kind("concealer", "コンシーラー", "コンシーラー", "カバースティック"),
          kind("cheek", "チーク", "チークカラー", "リキッドチーク"),
          kind("eyeshadow", "アイシャドウ", "アイパレット", "シングルアイシャドウ", "グリッターシャドウ"),
          kind("eyeliner", "アイライナー", "リキッドアイライナー", "ジェルライナー"),
          kind("mascara", "マスカラ", "ロングマスカラ", "カールマスカラ", "マスカラ下地"),
          kind("eyebrow", "アイブロウ", "アイブロウペンシル", "眉マスカラ"),
          kind("lipstick", "口紅", "リップスティック", "マットリップ", "リップティント"),
          kind("lip-care", "リップケア", "リップバーム", "リップオイル", "薬用リップクリーム"),
          kind("nail", "ネイル", "ネイルカラー", "ジェルネイル", "キューティクルオイル"),
          kind("shampoo", "シャンプー", "シャンプー", "スカルプシャンプー", "ｼｬﾝﾌﾟｰ 詰替用"),
          kind("hair-treatment", "ヘアトリートメント", "ヘアトリートメント", "ヘアマスク", "ヘアオイル"),
          kind("body-care", "ボディケア", "ボディクリーム", "ボディミルク", "ボディスクラブ"),
          kind("hand-care", "ハンドケア", "ハンドクリーム", "ハンドセラム"),
          kind("fragrance", "香水", "オードトワレ", "オードパルファム", "ソリッドパフューム"));

  private static final List<Syllable> FIRST =
      syllables(
          "lumi ルミ",
          "shiro シロ",
          "hana ハナ",
          "mizu ミズ",
          "yuki ユキ",
          "sora ソラ",
          "kiri キリ",
          "aya アヤ",
          "nagi ナギ",
          "toki トキ",
          "mori モリ",
          "rei レイ",
          "sui スイ",
          "koto コト",
          "fuwa フワ",
          "tsuya ツヤ",
          "uru ウル",
          "momo モモ",
          "yuzu ユズ",
          "beni ベニ",
          "ami アミ",
          "neo ネオ",
          "vela ヴェラ",
          "sera セラ",
          "flo フロ",
          "rosa ローザ",
          "clea クレア",
          "miel ミエル",
          "nova ノヴァ",
          "pura ピュラ",
          "elfa エルファ",
          "iris イリス",
          "opal オパール",
          "pearl パール",
          "citra シトラ",
          "dew デュー",
          "petal ペタル",
          "silk シルク",
          "terra テラ",
          "wisp ウィスプ");
  private static final List<Syllable> SECOND =
      syllables(
          "belle ベル",
          "lab ラボ",
          "skin スキン",
          "cosme コスメ",
          "note ノート",
          "ritual リチュアル",
          "botanic ボタニック",
          "mode モード",
          "works ワークス",
          "atelier アトリエ",
          "organics オーガニクス",
          "face フェイス",
          "drop ドロップ",
          "leaf リーフ",
          "bloom ブルーム",
          "garden ガーデン",
          "tokyo トーキョー",
          "kyoto キョウト",
          "seoul ソウル",
          "paris パリ",
          "derma ダーマ",
          "pharma ファーマ",
          "pure ピュア",
          "care ケア",
          "beaute ボーテ",
          "moist モイスト",
          "color カラー",
          "palette パレット",
          "glow グロウ",
          "aqua アクア",
          "honey ハニー",
          "veil ヴェール",
          "herb ハーブ",
          "lotus ロータス",
          "moon ムーン",
          "star スター",
          "tint ティント",
          "wave ウェーブ",
          "zen ゼン",
          "joy ジョイ");

  private static final List<String> SERIES =
      List.of(
          "モイスト",
          "ルミナス",
          "クリア",
          "エイジングケア",
          "薬用",
          "ホワイト",
          "スムース",
          "センシティブ",
          "ナチュラル",
          "プレミアム",
          "フローラル",
          "うるおい",
          "もっちり",
          "さらさら",
          "しっとり",
          "ハトムギ",
          "ヒアルロン酸",
          "セラミド",
          "レチノール",
          "CICA",
          "コラーゲン",
          "米ぬか",
          "どくだみ",
          "ゆず",
          "The Base",
          "No_7",
          "オイル100%",
          "O'Pure");
  private static final List<String> VARIANTS =
      List.of(
          "",
          "",
          "",
          " 01 ナチュラルベージュ",
          " 02 ピンクオークル",
          " 03 コーラル",
          " 限定色 さくら",
          " さっぱり",
          " しっとり",
          " とてもしっとり",
          " 無香料",
          " 詰め替え",
          " 本体",
          " ミニ",
          " 150mL",
          " 200mL",
          " 30g",
          " EX",
          " ＋",
          "Ⅱ");

  private static final List<String> PURPOSES =
      List.of(
          "乾燥が気になる肌にうるおいを与え、なめらかに整えます。",
          "ベタつかずにすっとなじみ、朝の忙しい時間にも使いやすい処方です。",
          "敏感な肌にも使いやすいよう、香料と着色料を使わずに仕上げました。",
          "時間がたってもくずれにくく、自然なツヤが続きます。",
          "国産の植物エキスを配合し、やさしく包み込むような使い心地です。",
          "少しの量でよくのび、毎日のお手入れに取り入れやすい一品です。");

  private SampleVocabulary() {}

  private static Kind kind(String slug, String name, String... nouns) {
    return new Kind(slug, name, List.of(nouns));
  }

  private static List<Syllable> syllables(String... pairs) {
    return List.of(pairs).stream()
        .map(pair -> pair.split(" ", 2))
        .map(pair -> new Syllable(pair[0], pair[1]))
        .toList();
  }

  /** How many brands there can be. */
  static int brandCount() {
    return FIRST.size() * SECOND.size();
  }

  /** A brand, the same for the same number; numbers below the count have different ones. */
  static Kind brand(int number) {
    // 727 has no divisor in common with 1600, so that neighbours have no syllable in common.
    int place = Math.floorMod(number * 727, brandCount());
    Syllable first = FIRST.get(place % FIRST.size());
    Syllable second = SECOND.get(place / FIRST.size());
    return new Kind(first.latin() + "-" + second.latin(), first.kana() + second.kana(), List.of());
  }

  static String productName(Kind brand, Kind category, RandomGenerator random) {
    return brand.name()
        + " "
        + any(SERIES, random)
        + " "
        + any(category.nouns(), random)
        + any(VARIANTS, random);
  }

  static String description(Kind category, RandomGenerator random) {
    return "%sの%sです。%s%s"
        .formatted(
            any(SERIES, random), category.name(), any(PURPOSES, random), any(PURPOSES, random));
  }

  static <T> T any(List<T> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
