namespace Emergency.Server.Imports.Reading;

/// <summary>A community rows may belong to: its 12-digit code and its official name.</summary>
public sealed record KnownCommunity(string Code, string Name);

/// <summary>A resident imported earlier: register id, identity number (18 characters, or null) and name.</summary>
public sealed record KnownResident(string RegisterId, string? IdNumber, string Name);

/// <summary>What a register is judged against: facts looked up once, before reading.</summary>
public interface IKnown
{
    /// <summary>Today in Asia/Shanghai: births lie before it, stock expires by it.</summary>
    DateOnly Today { get; }

    /// <summary>The communities of the division the file is for. Names may repeat between townships.</summary>
    IReadOnlyCollection<KnownCommunity> Communities { get; }

    KnownResident? ResidentByRegisterId(string registerId);

    KnownResident? ResidentByIdNumber(string idNumber);

    /// <summary>Whether somebody was erased: known by register id, identity number, or name and birth date. They do not come back by a file.</summary>
    bool IsErased(string? registerId, string? idNumber, string name, DateOnly? born) => false;

    /// <summary>The at-risk category (for example 留守儿童) of a sheet without a category column; null: read from the sheet's name or title.</summary>
    string? CategoryOf(string sheet) => null;
}
