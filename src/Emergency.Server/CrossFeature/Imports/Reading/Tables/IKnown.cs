using Emergency.Server.CrossFeature.Imports.Reading.Values;

namespace Emergency.Server.CrossFeature.Imports.Reading.Tables;

/// <summary>A resident imported earlier: register id (empty where there is none), identity number (18 characters, or null) and name.</summary>
internal sealed record KnownResident(string RegisterId, string? IdNumber, string Name);

/// <summary>What a register is judged against: facts looked up once, before reading. Only of the division the file is for: nothing is said about anybody else's.</summary>
internal interface IKnown
{
    /// <summary>Today in Asia/Shanghai: births lie before it, stock expires by it.</summary>
    DateOnly Today { get; }

    /// <summary>The county whose numbers the file uses (6 digits); null for a file that is for several counties.</summary>
    string? County { get; }

    /// <summary>The communities of the division the file is for. Names may repeat between townships.</summary>
    IReadOnlyCollection<KnownCommunity> Communities { get; }

    /// <summary>The communities of that division which have ended.</summary>
    IReadOnlyCollection<PastCommunity> EndedCommunities => [];

    /// <summary>The community of the division in which a point lies; null where it lies in none.</summary>
    string? CommunityAt(Features.Places.Shapes.LonLat point) => null;

    /// <summary>Who has a register number: several where it was given away and nobody has settled whose it is.</summary>
    IReadOnlyList<KnownResident> ResidentsByNumber(RegisterNumber number);

    /// <summary>Who has an identity number: several where somebody stands in two registers.</summary>
    IReadOnlyList<KnownResident> ResidentsByIdNumber(string idNumber);

    /// <summary>Whether somebody was erased: known by register number, identity number, or name and birth date. They do not come back by a file.</summary>
    /// <summary>The register's headings as the office that imports reads them.</summary>
    Columns As(Columns table) => table;

    /// <summary>Columns of a row whose empty cell somebody has chosen to clear.</summary>
    IReadOnlyCollection<string> Cleared(string? sheet, int row) => [];

    bool IsErased(RegisterNumber? number, string? idNumber, string name, DateOnly? born) => false;

    /// <summary>The at-risk category (for example 留守儿童) of a sheet without a category column; null: read from the sheet's name or title.</summary>
    string? CategoryOf(string sheet) => null;
}
