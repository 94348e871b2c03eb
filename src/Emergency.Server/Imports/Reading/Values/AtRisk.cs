namespace Emergency.Server.Imports.Reading.Values;

/// <summary>The words registers use for kinds of persons at risk and for what they need in an emergency, and the codes they mean.</summary>
internal static class AtRisk
{
    public const string HomeOxygen = "home-oxygen";

    private static readonly (string Code, string[] Words)[] kinds =
    [
        ("left-behind-minor", ["留守未成年人", "留守儿童"]), ("elder-alone", ["独居老人", "独居老年人"]), ("elder-left", ["留守老人", "留守老年人"]), ("disabled", ["残疾人", "残疾"]),
        ("unguarded", ["监护缺失被监护人", "监护缺失", "事实无人抚养儿童", "孤儿"]), ("pregnant", ["孕产妇", "孕妇", "产妇"]), ("seriously-ill", ["重病患者", "重病"]), (HomeOxygen, ["居家用氧"]),
    ];

    // A wheelchair does not go down stairs: whoever sits in it is carried. Words that stand for no need (接送, 托管, 心理关怀) stay as text.
    private static readonly (string Code, string[] Words)[] needs =
    [
        ("carry", ["卧床", "轮椅", "瘫痪", "担架"]), ("support", ["需协助", "助行器", "拐杖", "搀扶"]), ("oxygen", ["制氧机", "用氧", "氧气", "呼吸机"]), ("deaf", ["助听器", "听力", "聋", "手语"]),
        ("blind", ["导盲", "视力", "盲人", "失明"]), ("dialysis", ["透析"]), ("medicine", ["用药", "胰岛素", "输液", "服药"]), ("infant", ["婴儿", "新生儿", "婴幼儿"]), ("language", ["语言不通", "不会普通话"]),
        ("escort", ["看护陪同", "专业陪同"]),
    ];

    /// <summary>Codes of a category cell such as "留守儿童、残疾人"; <c>Unknown</c> holds the words that mean none.</summary>
    public static (IReadOnlyList<string> Codes, bool Unknown) Kinds(string written)
    {
        var words = Written.Text(written).Split(['、', '，', ',', ';', '；', '/', '+', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = words.Select(w => kinds.Where(k => k.Code == w || k.Words.Contains(w, StringComparer.Ordinal)).Select(k => k.Code).ToList()).ToList();
        return ([.. found.SelectMany(c => c).Distinct(StringComparer.Ordinal)], found.Exists(c => c.Count == 0));
    }

    /// <summary>The category word a sheet's name or title holds (独居老人登记表), or null.</summary>
    public static string? CategoryIn(string title) => kinds.SelectMany(k => k.Words).OrderByDescending(w => w.Length).FirstOrDefault(w => title.Contains(w, StringComparison.Ordinal));

    /// <summary>Needs read off mobility and the special-needs text; who is carried is not also supported.</summary>
    public static IReadOnlyList<string> Needs(string? mobility, string? special)
    {
        var text = $"{mobility} {special}";
        var codes = needs.Where(n => n.Words.Any(w => text.Contains(w, StringComparison.Ordinal))).Select(n => n.Code).ToList();
        if (codes.Contains("carry")) { codes.Remove("support"); }
        return codes;
    }
}
