namespace Emergency.Server.People;

/// <summary>What may be shown of a name or number to who is not shown it.</summary>
public static class Masks
{
    // Surnames of two characters; all others have one.
    private static readonly HashSet<string> Compound = new(["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "司空", "端木", "东方", "独孤", "南宫", "万俟", "闻人", "赫连", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "钟离", "百里", "呼延", "东郭", "轩辕"], StringComparer.Ordinal);

    /// <summary>A stand-in hides nobody: it is shown whole.</summary>
    public static string Surname(string name) => name is null or "" ? "" : name.StartsWith(StandIns.Begins, StringComparison.Ordinal) ? name : name.Length > 2 && Compound.Contains(name[..2]) ? name[..2] : name[..1];

    /// <summary>张**, whatever the length of the given name; empty for an unknown person.</summary>
    public static string Name(string name) => name is null or "" ? "" : name.StartsWith(StandIns.Begins, StringComparison.Ordinal) ? name : $"{Surname(name)}**";
}

/// <summary>称呼: how somebody is spoken to, by surname, age and sex.</summary>
public static class Salutation
{
    // First row that fits. Ages are full years; a null sex fits everybody.
    private static readonly (int From, int To, string? Sex, string Word)[] Table =
    [
        (0, 13, null, "小朋友"), (14, 17, null, "同学"),
        (60, 150, "男", "爷爷"), (60, 150, "女", "奶奶"), (60, 150, null, "老人家"),
        (18, 59, "男", "先生"), (18, 59, "女", "女士"), (18, 59, null, "居民"),
    ];

    /// <summary>An unknown age is taken for a grown-up's.</summary>
    public static string Word(string? sex, int? age) => Table.First(row => (age ?? 40) >= row.From && (age ?? 40) <= row.To && (row.Sex is null || row.Sex == sex)).Word;

    /// <summary>柳奶奶, 安先生; without the surname where it may not be shown.</summary>
    public static string Of(PersonKnown person, DateOnly today, bool masked)
    {
        ArgumentNullException.ThrowIfNull(person);
        var word = Word(person.Contact.Sex, person.Sensitive.Born is { } born ? Math.Clamp(Ages.Of(born, today), 0, 150) : person.IsMinor(today) ? 8 : null);
        return masked ? word : $"{Masks.Surname(person.Contact.Name)}{word}";
    }
}
