namespace Emergency.Domain.Hazards;

/// <summary>Kind of hazard: its usual owner, the days to mend it, and the category of the incident it becomes where somebody is in
/// danger.</summary>
/// <param name="Code">Stable code; the pages have its words.</param>
/// <param name="Words">Words of registers for it, the usual word first.</param>
/// <param name="Days">Days to mend it, a local setting; the assigning account can set others.</param>
public sealed record HazardKind(string Code, HazardOwnerKind Owner, int Days, Category Becomes, ListOf<string> Words);

/// <summary>All kinds of hazards, in the order in which they are offered.</summary>
public static class HazardKinds
{
    public static readonly ListOf<HazardKind> All =
    [
        new("fire-passage", HazardOwnerKind.Property, 3, Category.Fire, ["消防通道堵塞", "消防通道停车", "堵塞通道"]),
        new("fire-device", HazardOwnerKind.Property, 7, Category.Fire, ["消防设施", "灭火器过期", "消防栓没水"]),
        new("charging", HazardOwnerKind.Property, 3, Category.Fire, ["电动车飞线充电", "飞线充电", "电动车"]),
        new("wiring", HazardOwnerKind.Power, 3, Category.Power, ["电线裸露", "漏电", "树压电线"]),
        new("gas", HazardOwnerKind.Gas, 1, Category.Gas, ["燃气管线", "燃气", "煤气软管老化"]),
        new("facade", HazardOwnerKind.Housing, 7, Category.Other, ["外墙脱落", "外墙砖松动", "高空坠物"]),
        new("old-house", HazardOwnerKind.Housing, 15, Category.Other, ["老旧危房", "危房"]),
        new("lift", HazardOwnerKind.Lift, 3, Category.Other, ["老旧电梯", "电梯"]),
        new("manhole", HazardOwnerKind.Urban, 3, Category.Traffic, ["窨井盖", "井盖"]),
        new("water", HazardOwnerKind.Urban, 7, Category.Flood, ["低洼积水点", "积水"]),
        new("gully", HazardOwnerKind.Water, 7, Category.Flood, ["山洪沟口", "漫水桥", "水库", "河堤"]),
        new("slope", HazardOwnerKind.Geology, 7, Category.Geological, ["滑坡体", "边坡", "地质灾害点"]),
        new("road", HazardOwnerKind.Urban, 7, Category.Traffic, ["道路", "路灯不亮", "护栏"]),
        new("store", HazardOwnerKind.Unit, 7, Category.Fire, ["堆放易燃物", "库房堆纸箱"]),
        new("other", HazardOwnerKind.Other, 7, Category.Other, ["其他"]),
    ];

    public static HazardKind? Find(string? code) => All.FirstOrDefault(one => one.Code == code);

    /// <summary>Finds the kind that a register's words name; "other" where they name none.</summary>
    public static HazardKind Read(string? words) =>
        All.FirstOrDefault(one => one.Words.Any(word => words?.Contains(word, StringComparison.Ordinal) == true)) ?? All[^1];

    public static HazardLevel Level(string? words) =>
        words switch
        {
            "重大" => HazardLevel.Major,
            "较大" => HazardLevel.Larger,
            "低" => HazardLevel.Low,
            _ => HazardLevel.General,
        };
}
