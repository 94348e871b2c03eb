using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Public;

/// <summary>便民页: public information, without an account and without a trace of the asker.</summary>
internal static class PublicEndpoints
{
    internal const string Kept = "public, max-age=30";
    private static readonly TimeSpan Lately = TimeSpan.FromDays(3);

    public static RouteGroupBuilder MapPublic(this RouteGroupBuilder api)
    {
        api.MapGet("/public", Start).NeedsNothing();
        api.MapGet("/public/{division}", Read).NeedsNothing();
        return api;
    }

    /// <summary>Lists the counties, from which visitors choose their own division. May be cached for 30 s.</summary>
    public static Outcome<PublicStart> Start(HttpContext context, Known known)
    {
        context.Response.Headers.CacheControl = Kept;
        return new Outcome<PublicStart>(new([.. known.Of<PlacesKnown>().Below("").Select(Named)], known.At.Value), known.At);
    }

    /// <summary>Shows for a community, street or county: public warnings now in force, shelters (of the community's whole street, nearest first), numbers to dial, and in a community the team members who agreed to be posted. May be cached for 30 s.</summary>
    /// <remarks>Answered from views alone, so that a whole town can ask at once. No access record: these data were given for everybody, and the record of that is the consent itself.</remarks>
    public static Outcome<PublicPage> Read(string division, HttpContext context, Known known, Clock clock)
    {
        if (Page(division, known, clock.Now(Entities.Live)) is not { } page)
            return Problem.NotFound;
        context.Response.Headers.CacheControl = Kept;
        return new Outcome<PublicPage>(page, known.At);
    }

    /// <summary>Builds the page; null for a code that no county, street or community has.</summary>
    internal static PublicPage? Page(string division, Known known, DateTimeOffset now)
    {
        var places = known.Of<PlacesKnown>();
        return !Divisions.IsCode(division) || division.Length < 6 || places.Of(division) is not { } here
            ? null
            : new(
                division,
                here.Name,
                division.Length > 6
                && places.Of(division.Length == 12 ? Divisions.Street(division) : Divisions.County(division)) is { } above
                    ? Named(above)
                    : null,
                [.. places.Below(division).Select(Named)],
                now,
                [.. known.Of<WarningsKnown>().Now(division, now).Where(one => one.IsPublic).Select(PublicWarning.Of)],
                [
                    .. known
                        .Of<SheltersKnown>()
                        .In(division.Length == 12 ? Divisions.Street(division) : division)
                        .Select(shelter => PublicShelter.Of(shelter, here))
                        .OrderBy(shelter => shelter.Metres ?? double.MaxValue)
                        .ThenBy(shelter => shelter.Community, StringComparer.Ordinal)
                        .ThenBy(shelter => shelter.Name, StringComparer.Ordinal),
                ],
                PublicNumber.All,
                [.. Posted(known.Of<TeamsKnown>().Of(division))],
                known.At.Value
            )
            {
                Last =
                    known.Of<WarningsKnown>().LastOver(division) is { EndedAt: { } ended } over && now - ended < Lately
                        ? new(PublicWarning.Of(over), over.State.Stage != WarningStage.Expired, ended)
                        : null,
            };
    }

    private static PublicDivision Named(DivisionKnown division) => new(division.Code, division.RegisterName);

    // Only the names of posted people are opened. A person whose key is gone is not shown.
    private static IEnumerable<PublicChief> Posted(TeamKnown team) =>
        team
            .State.Posted.Select(team.Members.GetValueOrDefault)
            .OfType<MemberKnown>()
            .Where(member => member.Contact is not null)
            .OrderBy(TeamMemberShown.Order, StringComparer.Ordinal)
            .Select(member => new PublicChief(
                member.Contact!.Name,
                member.Facts.Role,
                member.Facts.Grid,
                member.Facts.Building,
                member.Facts.Unit,
                member.Contact.Phones
            ));
}
