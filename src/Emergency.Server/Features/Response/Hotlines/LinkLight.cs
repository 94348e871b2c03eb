namespace Emergency.Server.Features.Hotlines;

/// <summary>The line to a hotline, as a division sees it. <paramref name="Dial"/> is the number to dial in any state of the line.</summary>
/// <param name="Turned">Time of the last change of its address, of its secrets, or of whether it serves; null where
/// nothing ever changed. Pages of the county show it for a day.</param>
internal sealed record LinkLight(string Hotline, Link Link, DateTimeOffset Since, string Dial, DateTimeOffset? Turned = null);

/// <summary>State of a line, and the time since when it holds.</summary>
internal sealed record LineStanding(Partner Partner, Link Link, DateTimeOffset Since)
{
    public LinkLight Light => new(Partner.Code.Number, Link, Since, Partner.Code.Number);
}
