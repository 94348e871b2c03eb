namespace Emergency.Domain.AtRisk;

/// <summary>How somebody gets out of the house: alone, led by whoever is at the door, or only with help that is called.</summary>
public enum WayOut
{
    Alone,
    Led,
    Helped,
}

/// <summary>What somebody needs in an emergency (要抬, 用氧 …). Its word on a screen is a resource under the code.</summary>
/// <param name="Code">As it is stored and sent.</param>
/// <param name="Rank">In which order people are brought out: 1 first. <see cref="Unranked"/> for a code the table does not know.</param>
/// <param name="Told">The word a hotline is told, in Chinese.</param>
/// <param name="Covers">Needs that go without saying beside it: who is carried is not also supported.</param>
public sealed record Need(string Code, int Rank, WayOut Out, string Told, ListOf<string> Covers)
{
    /// <summary>After every known need.</summary>
    public const int Unranked = int.MaxValue;

    /// <summary>A stored code the table does not know: it stays as it is, comes last, and nobody counts on such a person walking alone.</summary>
    public static Need Unknown(string code) => new(code, Unranked, WayOut.Led, code, []);
}

/// <summary>Why somebody is looked after in particular (重点关爱对象: 独居老人, 孕产妇 …); a person may have several.</summary>
/// <param name="Code">As it is stored and sent.</param>
/// <param name="Follows">The need that makes somebody one of this kind, whatever the register calls them.</param>
public sealed record RiskKind(string Code, string? Follows);
