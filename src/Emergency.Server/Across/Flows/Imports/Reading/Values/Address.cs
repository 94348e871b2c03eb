namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>Place of a door. Parts are as written (4号楼, 2单元, 304); null where neither the register nor the text has them.</summary>
internal sealed record Address(string? Text, string? Building, string? Unit, string? Floor, string? Room);
