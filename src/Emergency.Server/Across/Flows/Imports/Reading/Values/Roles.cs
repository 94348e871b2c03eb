namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>The roles a community's team has, in the field's own words. All are lay people: a professional step is never theirs.</summary>
internal static class Roles
{
    public static IReadOnlySet<string> Community { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "书记",
            "主任",
            "儿童主任",
            "灾害信息员",
            "网格长",
            "楼栋长",
            "单元长",
            "村民小组长",
            "村民代表",
            "山洪预警员",
            "避灾点管理员",
            "应急队员",
            "志愿者",
            "下沉力量",
        };

    /// <summary>Posts of the roster, and the door's own chain: lay too.</summary>
    public static IReadOnlySet<string> Posts { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "带班", "值班", "应急队", "door-chain" };
}
