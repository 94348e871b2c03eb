using Emergency.Domain.GroundObjects;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>Usual words for features on the ground.</summary>
internal static class GroundKinds
{
    private static readonly (GroundKind Kind, string[] Words)[] All =
    [
        (GroundKind.Hydrant, ["消火栓", "消防栓", "消防水鹤", "水鹤", "hydrant", "fire_hydrant"]),
        (GroundKind.Valve, ["阀门", "闸阀", "燃气阀", "燃气阀门", "水阀", "总阀", "valve"]),
        (GroundKind.Gate, ["小区门", "大门", "门", "出入口", "入口", "消防通道", "消防通道口", "消防车通道", "gate", "entrance"]),
        (GroundKind.Underpass, ["下穿", "下穿通道", "下穿隧道", "涵洞", "地下通道", "underpass"]),
        (GroundKind.Key, ["钥匙", "钥匙点", "钥匙存放处", "key"]),
        (GroundKind.Building, ["楼栋", "楼", "建筑", "建筑物", "房屋", "building"]),
    ];

    /// <summary>Returns the kind of a word; null where it is none of these.</summary>
    public static GroundKind? Of(string? word) =>
        All.Where(one => one.Words.Contains(word?.Trim(), StringComparer.OrdinalIgnoreCase))
            .Select(one => (GroundKind?)one.Kind)
            .FirstOrDefault();
}
