using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Domain.Parties;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>Parties as the asker can see them, and estates without any.</summary>
internal sealed class PartyQuery(Known known, DateTimeOffset now)
{
    private readonly PartiesKnown _parties = known.Of<PartiesKnown>(Entities.Live);
    private readonly LinksKnown _links = known.Of<LinksKnown>(Entities.Live);
    private readonly DateOnly _today = Shanghai.Day(now);

    public PartiesShown Of(string community, Asked asked, ISealing sealing)
    {
        var mayAsk = asked.Allow(PartyPermissions.Ask, new Place(community)).Grant is not null;
        var mayGive = asked.Allow(PartyPermissions.Account, new Place(community)).Grant is not null;
        var quarters = known.Of<QuartersKnown>(Entities.Live).Of(community);
        return new(
            [
                .. _parties
                    .Of(community)
                    .OrderBy(one => one.State.LastDay is not null)
                    .ThenBy(one => one.Facts.Kind)
                    .ThenBy(one => one.Name, StringComparer.Ordinal)
                    .Select(one => Shown(one, sealing, mayAsk, mayGive ? asked : null)),
            ],
            Duties(community),
            [.. quarters.Estates.Keys.Order(StringComparer.Ordinal)],
            [.. Gaps(community, quarters)],
            [.. Loose(community, quarters)],
            known.At.Value
        );
    }

    public static IReadOnlyList<PartyDutyShown> Duties(string community) =>
        [
            .. PartyDuty
                .For(community)
                .Select(duty => new PartyDutyShown(duty.Code, duty.Kinds, duty.Law, duty.Article, duty.Must, duty.Draft)),
        ];

    public CommunityParties Counted(string community, string name)
    {
        var quarters = known.Of<QuartersKnown>(Entities.Live).Of(community);
        var all = _parties.Of(community).ToList();
        var open = all.SelectMany(one => one.State.Open).ToList();
        return new(
            community,
            name,
            all.Count(one => one.Facts.Kind == PartyKind.PropertyCompany && one.State.Serves(_today)),
            all.Count(one => one.State.Serves(_today)),
            Gaps(community, quarters).Count() + (Loose(community, quarters).Any() ? 1 : 0),
            open.Count(ask => ask.Stage == AskStage.Asked),
            open.Count(ask => ask.Late),
            all.SelectMany(one => one.State.Asks.Values)
                .Count(ask => ask.Stage == AskStage.Refused && ask.ClosedAt > now.AddDays(-Recently))
        );
    }

    /// <summary>Days for which a refusal is counted on the street's page.</summary>
    private const int Recently = 30;

    private IEnumerable<PartyKnown> Companies(string community) =>
        _parties.Of(community).Where(one => one.Facts.Kind == PartyKind.PropertyCompany);

    /// <summary>Estates that no property company serves today, with the last company that did.</summary>
    public IEnumerable<EstateGap> Gaps(string community, Domain.Grids.Quarters quarters)
    {
        var companies = Companies(community).ToList();
        foreach (var estate in quarters.Estates.Values.OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            var served = companies.Where(one => one.Facts.Estates.Contains(estate.Name, StringComparer.Ordinal)).ToList();
            if (served.Exists(one => one.State.Serves(_today)))
                continue;
            var last = served.Where(one => EndOf(one) < _today).MaxBy(EndOf);
            yield return new(estate.Name, estate.Buildings.Count, last?.Name, last is null ? null : EndOf(last));
        }
    }

    private static DateOnly? EndOf(PartyKnown one) => one.State.LastDay ?? one.Facts.Until;

    private IEnumerable<string> Loose(string community, Domain.Grids.Quarters quarters)
    {
        var residents = known.Of<ResidentsKnown>(Entities.Live);
        var served = Companies(community)
            .Where(one => one.State.Serves(_today))
            .SelectMany(one => one.Facts.Buildings)
            .Concat(quarters.Estates.Values.SelectMany(one => one.Buildings))
            .ToHashSet(StringComparer.Ordinal);
        return QuartersQuery.Buildings(residents, community).Where(building => !served.Contains(building));
    }

    /// <param name="giver">The asker, where they can give it an account.</param>
    private PartyShown Shown(PartyKnown one, ISealing sealing, bool mayAsk, Asked? giver)
    {
        var (facts, contact) = (one.Facts, mayAsk ? sealing.Open<PartyContact>(one.Facts.Contact) : null);
        return new(
            one.Id,
            facts.Kind,
            one.Name,
            facts.Estates,
            facts.Buildings,
            facts.From,
            facts.Until,
            one.State.LastDay,
            one.State.Serves(_today),
            one.State.Revision,
            contact is null ? null : new(contact.Person, contact.Phones),
            [.. Asks(one).Select(ask => Shown(one, ask, sealing, mayAsk))],
            mayAsk ? LinkStood.Of(_links.Of(one.Id.Value, LinkPurpose.PartyAsks)) : null,
            giver is not null && one.State.Account is { } account ? Account(account, giver) : null
        );
    }

    private PartyAccountShown Account(AccountId id, Asked giver) =>
        known.Of<AccountsKnown>().Find(id) is { State: var state } account
            ? new(id, account.Name, state.Password is not null, state.MayInvite(giver.Account, giver.Now))
            : new(id, null, false, false);

    /// <summary>Open requests first, late before others, then closed ones, the newest first.</summary>
    public static IEnumerable<PartyAsk> Asks(PartyKnown one) =>
        one
            .State.Asks.Values.OrderBy(ask => ask.ClosedAt is not null)
            .ThenByDescending(ask => ask.ClosedAt)
            .ThenBy(ask => ask.Due)
            .ThenBy(ask => ask.Id.Value);

    public static PartyAskShown Shown(PartyKnown one, PartyAsk ask, ISealing sealing, bool open) =>
        new(
            ask.Id,
            open ? sealing.Open<FreeText>(ask.Text)?.Text : null,
            ask.Duty,
            ask.Duty is { } duty && PartyDuty.Binds(one.Facts.Community, one.Facts.Kind, duty),
            ask.Incident,
            ask.Due,
            ask.Stage,
            ask.Late,
            ask.AskedAt,
            ask.AcceptedAt,
            ask.ClosedAt,
            ask.Heard,
            open && ask.Words is { } words ? sealing.Open<FreeText>(words)?.Text : null
        );
}
