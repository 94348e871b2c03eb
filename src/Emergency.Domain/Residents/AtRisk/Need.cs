namespace Emergency.Domain.AtRisk;

/// <summary>Way in which a person gets out of the house: alone, led by the person at the door, or only with help that is called.</summary>
public enum WayOut
{
    Alone,
    Led,
    Helped,
}

/// <summary>Need of a person in an emergency (要抬, 用氧 …). Its word on a screen is a resource under the code.</summary>
/// <param name="Code">Code as stored and sent.</param>
/// <param name="Rank">Order in which people are brought out: 1 first. <see cref="Unranked"/> for a code the table does not know.</param>
/// <param name="Told">Chinese word used in messages to a hotline.</param>
/// <param name="Covers">Needs that go without saying beside it: a person who is carried is not also listed as supported.</param>
public sealed record Need(string Code, int Rank, WayOut Out, string Told, ListOf<string> Covers)
{
    /// <summary>Rank after every known need.</summary>
    public const int Unranked = int.MaxValue;

    /// <summary>Makes the need of a stored code the table does not know: it stays as it is, comes last, and such a person is not expected
    /// to walk out alone.</summary>
    public static Need Unknown(string code) => new(code, Unranked, WayOut.Led, code, []);
}

/// <summary>Reason why a person needs particular attention (重点关爱对象: 独居老人, 孕产妇 …); a person can have several.</summary>
/// <param name="Code">Code as stored and sent.</param>
/// <param name="Follows">Need that alone makes a person one of this kind, whatever the register says.</param>
public sealed record RiskKind(string Code, string? Follows);
