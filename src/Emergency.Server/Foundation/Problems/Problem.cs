using Emergency.Domain;

namespace Emergency.Server.Foundation.Problems;

/// <summary>What went wrong, as a stable code with arguments. Status and sentence come from the table and the resource files.</summary>
internal sealed record Problem(string Code, IReadOnlyList<string> Arguments)
{
    /// <summary>What must be done first, one by one; null where the code says it all.</summary>
    public IReadOnlyList<Missing>? Missing { get; init; }

    /// <summary>What somebody else wrote since it was seen, field by field; null where the code says it all.</summary>
    public IReadOnlyList<Changed>? Changed { get; init; }

    public static readonly Problem NotFound = new("not-found", []);
    public static readonly Problem NotSignedIn = new("session.missing", []);

    /// <summary>Not known yet; how much of the journal has been read, 0 … 100, null where nobody knows.</summary>
    public static Problem Behind(int? percent) =>
        new("view.behind", [percent is { } read ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{read}%") : "…"]);

    public static readonly Problem UnknownRealm = new("realm.unknown", []);

    public static Problem NotYours(Permission permission) => new("scope.not-yours", [string.Join(",", permission.Who)]);

    /// <summary>The request's body or parameters are off; one fault per line "path: what is expected".</summary>
    public static Problem Bad(params IReadOnlyList<string> faults) => new("request.bad", faults);

    public static Problem Of(Code code, params string[] arguments) => new(code.Text, arguments);
}

/// <summary>One field that somebody else wrote, from what was seen to what stands there; both null where the asker may not read it.</summary>
internal sealed record Changed(string Field, string? Was, string? Now);

/// <summary>One thing that is in the way of an act. What is null does not belong to its kind.</summary>
/// <param name="Kind">doors, task, supplies, care, final-report, response.</param>
/// <param name="Community">Its code; of a response its authority's.</param>
/// <param name="Name">Of the community or authority.</param>
/// <param name="Quantity">How many are out, or how many cases.</param>
internal sealed record Missing(
    string Kind,
    string? Community = null,
    string? Name = null,
    Guid? Task = null,
    string? Step = null,
    int? AtRisk = null,
    int? Households = null,
    int? People = null,
    Guid? Lot = null,
    string? Item = null,
    int? Quantity = null,
    Guid? Response = null
);
