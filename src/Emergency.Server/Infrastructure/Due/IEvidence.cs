using Emergency.Domain.Regulations;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Due;

/// <summary>
/// Evidence that a duty of a rule pack is done, supplied by the noun that knows it. A pack names it by its code; the codes built into the
/// rules are in <see cref="Evidence"/>.
/// </summary>
internal interface IEvidence
{
    /// <summary>Code as a pack writes it, such as "training"; unique.</summary>
    string Code { get; }

    /// <summary>True when it judges a county itself, not a community.</summary>
    bool OfCounty => false;

    /// <summary>
    /// Judges how a community (12 digits), or for a duty of the county itself a county (6), stands in a duty. The result holds counts, days
    /// and names of things; never a person.
    /// </summary>
    DutyStanding Judge(EvidenceAsked asked);
}

/// <summary>The division and duty to judge, with everything known at that instant.</summary>
internal sealed record EvidenceAsked(string Division, DutyRule Rule, Known Known, string Realm, DateTimeOffset Now);

internal static class EvidenceRooms
{
    /// <summary>Lets rule packs name a noun's knowledge as evidence.</summary>
    public static WebApplicationBuilder AddEvidence<T>(this WebApplicationBuilder builder)
        where T : class, IEvidence
    {
        builder.Services.AddSingleton<IEvidence, T>();
        return builder;
    }
}
