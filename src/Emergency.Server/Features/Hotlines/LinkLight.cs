namespace Emergency.Server.Features.Hotlines;

/// <summary>The line to one hotline, as a division sees it. <paramref name="Dial"/> is the number to dial whatever the line says.</summary>
/// <param name="Turned">When its address, its secrets or that it serves changed last; null where it never did. Pages of the county show it for a day.</param>
internal sealed record LinkLight(string Hotline, Link Link, DateTimeOffset Since, string Dial, DateTimeOffset? Turned = null);

/// <summary>How one line is, and since when.</summary>
internal sealed record LineStanding(Partner Partner, Link Link, DateTimeOffset Since)
{
    public LinkLight Light => new(Partner.Code.Number, Link, Since, Partner.Code.Number);
}
