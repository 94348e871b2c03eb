using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>
/// The page of a party, by its link or its account: its duties by article, the requests to it, the number to ring. It
/// holds no resident's name.
/// </summary>
/// <param name="Community">The name of the community it serves.</param>
/// <param name="Phone">Phone number of the committee; null where none is known.</param>
internal sealed record PartyPage(
    string Name,
    PartyKind Kind,
    string Community,
    string? Phone,
    ListOf<LinkAsk> Asks,
    ListOf<LinkDuty> Duties
)
{
    public static PartyPage Of(PartyKnown party, Known known, ISealing sealing) =>
        new(
            party.Name,
            party.Facts.Kind,
            known.Of<PlacesKnown>(Entities.Live).Name(party.Facts.Community),
            PhoneOf(known, party.Facts.Community),
            AsksOf(party, sealing),
            DutiesOf(party)
        );

    /// <summary>The party this account signs in for, while it serves; null where there is none.</summary>
    public static PartyKnown? Own(Known known, Asked asked) =>
        asked
            .Grants.Where(grant => grant.Role == Role.Party)
            .SelectMany(grant => known.Of<PartiesKnown>(Entities.Live).Of(grant.Scope.Division))
            .FirstOrDefault(one => one.State.Account == asked.Account);

    /// <summary>Requests to the party, without withdrawn ones.</summary>
    public static ListOf<LinkAsk> AsksOf(PartyKnown party, ISealing sealing) =>
        [
            .. PartyQuery
                .Asks(party)
                .Where(ask => ask.Stage != AskStage.Withdrawn)
                .Select(ask => new LinkAsk(
                    ask.Id.Value,
                    sealing.Open<FreeText>(ask.Text)?.Text ?? "",
                    ask.Duty,
                    [.. InForce(party).Where(duty => duty.Code == ask.Duty).Select(duty => new LinkArticle(duty.Law, duty.Article))],
                    ask.Due,
                    JsonNamingPolicy.KebabCaseLower.ConvertName(ask.Stage.ToString()),
                    ask.Late,
                    ask.Words is { } words ? sealing.Open<FreeText>(words)?.Text : null
                )),
        ];

    public static ListOf<LinkDuty> DutiesOf(PartyKnown party) =>
        [.. InForce(party).Select(duty => new LinkDuty(duty.Code, duty.Law, duty.Article, duty.Must))];

    public static string? PhoneOf(Known known, string community) =>
        known
            .Of<TeamsKnown>(Entities.Live)
            .Of(community)
            .Members.Values.Where(member => member.Facts.Role is TeamRole.Secretary or TeamRole.Director)
            .OrderBy(member => member.Facts.Role)
            .SelectMany(member => member.Contact?.Phones ?? [])
            .FirstOrDefault();

    private static IEnumerable<PartyDuty> InForce(PartyKnown party) =>
        PartyDuty.For(party.Facts.Community).Where(duty => !duty.Draft && duty.Kinds.Contains(party.Facts.Kind));
}
