using Emergency.Domain;

namespace Emergency.Server.Foundation.Problems;

/// <summary>A problem, as a stable code with arguments. Status and sentence come from the table and the resource files.</summary>
internal sealed record Problem(string Code, IReadOnlyList<string> Arguments)
{
    /// <summary>Things that must be done first, one by one; null where the code alone is enough.</summary>
    public IReadOnlyList<Missing>? Missing { get; init; }

    /// <summary>Fields that somebody else has changed since the asker loaded them; null where the code alone is enough.</summary>
    public IReadOnlyList<Changed>? Changed { get; init; }

    public static readonly Problem NotFound = new("not-found", []);
    public static readonly Problem NotSignedIn = new("session.missing", []);

    /// <summary>
    /// Views have not caught up yet. Argument: percentage of the journal that has been folded, 0 … 100, or null where it is unknown.
    /// </summary>
    public static Problem Behind(int? percent) =>
        new("view.behind", [percent is { } read ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{read}%") : "…"]);

    public static readonly Problem UnknownRealm = new("realm.unknown", []);

    public static Problem NotYours(Permission permission) => new("scope.not-yours", [string.Join(",", permission.Who)]);

    /// <summary>The request's body or parameters are wrong; one fault per line "path: what is expected".</summary>
    public static Problem Bad(params IReadOnlyList<string> faults) => new("request.bad", faults);

    public static Problem Of(Code code, params string[] arguments) => new(code.Text, arguments);
}

/// <summary>
/// A field that somebody else has changed, from the value that the asker saw to the current one; both are null where the asker may not read
/// it.
/// </summary>
internal sealed record Changed(string Field, string? Was, string? Now);

/// <summary>An obstacle to an act. Properties that do not belong to its kind are null.</summary>
/// <param name="Kind">doors, task, supplies, care, final-report, response.</param>
/// <param name="Community">The community's code; for a response, its authority's code.</param>
/// <param name="Name">Name of the community or authority.</param>
/// <param name="Quantity">Number of goods still out, or number of cases.</param>
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
