using System.Reflection;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Asking;

/// <summary>
/// A request: its account and grants, realm, time by the realm's clock, and command id. Handlers and commands take their time and ids from
/// here.
/// </summary>
/// <param name="Account">Key of the account, or "hotline:119", "reaction:…", "clock".</param>
/// <param name="CommandId">From Idempotency-Key where there was one.</param>
/// <param name="Digest">SHA-256 of the request as received.</param>
/// <param name="Session">Null for programs inside the server.</param>
internal sealed record Asked(
    AccountId Account,
    ListOf<Grant> Grants,
    MemberBinding? Member,
    string Realm,
    DateTimeOffset Now,
    Guid CommandId,
    string Digest,
    SessionId? Session
)
{
    /// <summary>Gives a handler the asker as a parameter; the entrance has determined it before.</summary>
    public static ValueTask<Asked> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult(
            context?.Features.Get<Asked>() ?? throw new InvalidOperationException("the route does not say that it needs a session")
        );

    /// <summary>
    /// The same request as a further command of its own: number <paramref name="ordinal"/> of the commands that this request makes.
    /// </summary>
    public Asked Next(int ordinal) => this with { CommandId = Derived.Id(CommandId, $"next-{ordinal}") };

    /// <summary>Id number <paramref name="ordinal"/> of the things this request creates; a retry gets the same id.</summary>
    public T NewId<T>(int ordinal = 0)
        where T : struct, IGuidId<T> => Derived.Id<T>(CommandId, ordinal);

    public By By(Role role) => new(Account, role, Member?.Member);

    /// <summary>
    /// True when the asker has a grant in this division. It exists for such an account even before any register names it.
    /// </summary>
    public bool IsHome(string division) => Grants.Any(grant => grant.Scope.Division == division);

    /// <summary>
    /// True when the asker may know that something at this place exists: places in the own county for county roles, in the own street for
    /// all others.
    /// </summary>
    public bool Sees(Place place)
    {
        foreach (var grant in Grants)
        {
            var horizon = grant.Scope.Division.Length > 9 ? Divisions.Street(grant.Scope.Division) : grant.Scope.Division;
            if (place.Division.StartsWith(horizon, StringComparison.Ordinal))
                return true;
            if (place.Division.Length is 6 or 9 && horizon.StartsWith(place.Division, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
