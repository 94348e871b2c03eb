using System.Runtime.InteropServices;

namespace Emergency.Hotlines;

/// <summary>
/// Number of one of the four hotlines that cases come from: 110 police, 119 fire and rescue, 120 ambulance, 12345 service orders (no
/// emergency line: danger to life goes on to the others at once).
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HotlineCode
{
    public static readonly HotlineCode Police = new("110"),
        Fire = new("119"),
        Ambulance = new("120"),
        Service = new("12345");

    public static IReadOnlyList<HotlineCode> All { get; } = [Police, Fire, Ambulance, Service];

    private readonly string? number;

    private HotlineCode(string number) => this.number = number;

    /// <summary>The number as dialled; empty only for the default value, which is no hotline.</summary>
    public string Number => number ?? "";

    /// <summary>The hotline of a number as it stands in an address; null for every other text.</summary>
    public static HotlineCode? Of(string? number) => All.Where(h => h.Number == number).Select(h => (HotlineCode?)h).FirstOrDefault();

    private static readonly Dictionary<string, HotlineCode> kinds = new(StringComparer.Ordinal)
    {
        ["ambulance"] = Ambulance,
        ["fire-rescue"] = Fire,
        ["police"] = Police,
        ["service-order"] = Service,
    };

    /// <summary>The kinds of hand-overs that go to a hotline; every other kind is handed over by voice.</summary>
    public static IReadOnlyCollection<string> Kinds => kinds.Keys;

    /// <summary>The hotline a kind of hand-over goes to; null for one that goes to none.</summary>
    public static HotlineCode? OfKind(string? kind) => kind is not null && kinds.TryGetValue(kind, out var hotline) ? hotline : null;

    public override string ToString() => Number;
}
