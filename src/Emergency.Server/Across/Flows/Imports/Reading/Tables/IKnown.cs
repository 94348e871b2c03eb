using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>
/// A resident imported earlier: register id (empty where there is none), identity number (18 characters, or null) and name.
/// </summary>
internal sealed record KnownResident(string RegisterId, string? IdNumber, string Name);

/// <summary>
/// Facts against which a register is judged, looked up once, before reading. They cover only the division of the file, so that nothing is
/// disclosed about any other.
/// </summary>
internal interface IKnown
{
    /// <summary>Today in Asia/Shanghai: births lie before it, and stock has expired by it.</summary>
    DateOnly Today { get; }

    /// <summary>County whose numbers the file uses (6 digits); null for a file for several counties.</summary>
    string? County { get; }

    /// <summary>The communities of the division the file is for. Names may repeat between townships.</summary>
    IReadOnlyCollection<KnownCommunity> Communities { get; }

    /// <summary>The communities of that division that have ended.</summary>
    IReadOnlyCollection<PastCommunity> EndedCommunities => [];

    /// <summary>The community of the division in which a point lies; null where it lies in none.</summary>
    string? CommunityAt(Features.Places.Shapes.LonLat point) => null;

    /// <summary>Residents with a register number: several where it was given away and nobody has settled whose it is.</summary>
    IReadOnlyList<KnownResident> ResidentsByNumber(RegisterNumber number);

    /// <summary>Residents with an identity number: several where somebody stands in two registers.</summary>
    IReadOnlyList<KnownResident> ResidentsByIdNumber(string idNumber);

    /// <summary>The register's headings with the choices of the importing office.</summary>
    Columns As(Columns table) => table;

    /// <summary>Columns of a row whose empty cell somebody has chosen to clear.</summary>
    IReadOnlyCollection<string> Cleared(string? sheet, int row) => [];

    /// <summary>
    /// True when a person was erased: known by register number, identity number, or name and birth date. No file brings them back.
    /// </summary>
    bool IsErased(RegisterNumber? number, string? idNumber, string name, DateOnly? born) => false;

    /// <summary>
    /// The at-risk category (for example 留守儿童) of a sheet without a category column; null: taken from the sheet's name or title.
    /// </summary>
    string? CategoryOf(string sheet) => null;
}
