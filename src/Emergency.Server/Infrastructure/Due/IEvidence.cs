using Emergency.Domain.Regulations;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Due;

/// <summary>What shows that a duty of a rule pack is done, offered by the noun that knows it. A pack names it by its code; the rules' own are in <see cref="Evidence"/>.</summary>
internal interface IEvidence
{
    /// <summary>As a pack writes it, such as "training"; no two are the same.</summary>
    string Code { get; }

    /// <summary>It shows how a county itself stands, and not a community.</summary>
    bool OfCounty => false;

    /// <summary>How a community (12 digits), or for a duty of the county itself a county (6), stands in a duty. Counts, days and names of things; never a person.</summary>
    DutyStanding Judge(EvidenceAsked asked);
}

/// <summary>Of which division which duty is judged, and by what is known at that instant.</summary>
internal sealed record EvidenceAsked(string Division, DutyRule Rule, Known Known, string Realm, DateTimeOffset Now);

internal static class EvidenceRooms
{
    /// <summary>Lets rule packs name what a noun knows as evidence.</summary>
    public static WebApplicationBuilder AddEvidence<T>(this WebApplicationBuilder builder)
        where T : class, IEvidence
    {
        builder.Services.AddSingleton<IEvidence, T>();
        return builder;
    }
}
