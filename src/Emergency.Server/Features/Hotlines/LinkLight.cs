namespace Emergency.Server.Features.Hotlines;

/// <summary>The line to one hotline. <paramref name="Dial"/> is the number to dial whatever the line says.</summary>
internal sealed record LinkLight(string Hotline, Link Link, DateTimeOffset Since, string Dial);
