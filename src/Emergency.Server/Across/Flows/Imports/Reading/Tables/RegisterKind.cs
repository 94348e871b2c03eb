namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>Kind of register in a file; the lower-case name is the last part of the import's address.</summary>
internal enum RegisterKind
{
    Divisions,
    Areas,
    Households,
    Residents,
    Guardians,
    Caregivers,
    Team,
    Roster,
    Supplies,
    Hazards,
    Shelters,
    Ground,
    Plans,
}

internal static class RegisterKinds
{
    /// <summary>The kind of an address part such as "residents"; null where there is none.</summary>
    public static RegisterKind? Of(string slug) =>
        Enum.GetValues<RegisterKind>().Where(k => Slug(k) == slug).Select(k => (RegisterKind?)k).FirstOrDefault();

#pragma warning disable CA1308 // an address part is lower case by contract
    public static string Slug(RegisterKind kind) => kind.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
