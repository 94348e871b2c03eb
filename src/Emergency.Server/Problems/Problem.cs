using Emergency.Domain;

namespace Emergency.Server.Problems;

/// <summary>What went wrong, as a stable code with arguments. Status and sentence come from the table and the resource files.</summary>
public sealed record Problem(string Code, IReadOnlyList<string> Arguments)
{
    public static readonly Problem NotFound = new("not-found", []);
    public static readonly Problem NotSignedIn = new("session.missing", []);
    public static readonly Problem ViewBehind = new("view.behind", []);
    public static readonly Problem UnknownRealm = new("realm.unknown", []);
    public static Problem NotYours(Permission permission) => new("scope.not-yours", [string.Join(",", Permissions.Who(permission))]);
    /// <summary>The request's body or parameters are off; one fault per line "path: what is expected".</summary>
    public static Problem Bad(params IReadOnlyList<string> faults) => new("request.bad", faults);
    public static Problem Of(Code code, params string[] arguments) => new((code ?? throw new ArgumentNullException(nameof(code))).Text, arguments);
}
