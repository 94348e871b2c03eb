namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// The units stock is counted in. Another unit for one of these is a mistake, since a quantity in it cannot be compared or issued.
/// </summary>
internal static class Units
{
    private static readonly Dictionary<string, string> ofItem = new(StringComparer.Ordinal)
    {
        ["沙袋"] = "条",
        ["雨衣"] = "件",
        ["发电机"] = "台",
        ["急救包"] = "个",
        ["帐篷"] = "顶",
        ["救生衣"] = "件",
        ["手电"] = "支",
        ["扩音器"] = "个",
    };

    public static string? Of(string item) => ofItem.GetValueOrDefault(item);
}
