namespace Emergency.Domain;

/// <summary>Kind of event: 火灾, 洪涝, 地质, 燃气, 交通, 医疗, 走失, 治安, 停电, 疫情, 天气, 其他.</summary>
public enum Category
{
    Fire,
    Flood,
    Geological,
    Gas,
    Traffic,
    Medical,
    Missing,
    PublicOrder,
    Power,
    Epidemic,
    Weather,
    Other,
}

/// <summary>生命 urgent 紧急 一般.</summary>
public enum Priority
{
    Life,
    Urgent,
    Normal,
}

/// <summary>Numbers of persons dead, injured and trapped, as reported; each 0 or more.</summary>
public sealed record Casualties(int Dead, int Injured, int Trapped);
