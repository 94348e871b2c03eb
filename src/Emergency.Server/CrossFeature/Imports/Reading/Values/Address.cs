namespace Emergency.Server.CrossFeature.Imports.Reading.Values;

/// <summary>Where a door is. Parts are as written (4号楼, 2单元, 304); null where the register and the text do not say.</summary>
internal sealed record Address(string? Text, string? Building, string? Unit, string? Floor, string? Room);
