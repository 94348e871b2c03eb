using System.Globalization;

namespace Emergency.Server.Infrastructure.Privacy;

/// <summary>Masks names and numbers for readers who may not see them in full.</summary>
internal static class Masks
{
    // Surnames of two characters; all others have one.
    private static readonly HashSet<string> Compound = new(
        [
            "欧阳",
            "司马",
            "上官",
            "诸葛",
            "夏侯",
            "皇甫",
            "尉迟",
            "公孙",
            "慕容",
            "令狐",
            "长孙",
            "宇文",
            "司徒",
            "司空",
            "端木",
            "东方",
            "独孤",
            "南宫",
            "万俟",
            "闻人",
            "赫连",
            "澹台",
            "公冶",
            "宗政",
            "濮阳",
            "淳于",
            "单于",
            "太叔",
            "申屠",
            "钟离",
            "百里",
            "呼延",
            "东郭",
            "轩辕",
        ],
        StringComparer.Ordinal
    );

    /// <summary>The surname of a name. A stand-in's name is no real one and is shown whole.</summary>
    public static string Surname(string name) =>
        name is null or "" ? ""
        : name.StartsWith(StandIns.Begins, StringComparison.Ordinal) ? name
        : name.Length > 2 && Compound.Contains(name[..2]) ? name[..2]
        : name[..StringInfo.GetNextTextElementLength(name)];

    /// <summary>张**, whatever the length of the given name; empty for an unknown person.</summary>
    public static string Name(string name) =>
        name is null or "" ? ""
        : name.StartsWith(StandIns.Begins, StringComparison.Ordinal) ? name
        : $"{Surname(name)}**";
}
