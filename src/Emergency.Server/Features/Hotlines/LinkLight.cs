namespace Emergency.Server.Features.Hotlines;

/// <summary>The line to one hotline, as a division sees it. <paramref name="Dial"/> is the number to dial whatever the line says.</summary>
internal sealed record LinkLight(string Hotline, Link Link, DateTimeOffset Since, string Dial);

/// <summary>How one line is, and since when.</summary>
internal sealed record LineStanding(Partner Partner, Link Link, DateTimeOffset Since)
{
    public LinkLight Light => new(Partner.Code.Number, Link, Since, Partner.Code.Number);
}
