using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Links;
using Emergency.Domain.Orders;
using Emergency.Domain.Resources;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Exporting;

/// <summary>Each list that can be exported as a file, of all nouns that offer one.</summary>
public sealed class ListFileTests(Borough borough)
{
    private static readonly object Body = new
    {
        form = "csv",
        why = "季度核对",
        receiver = "街道民政办",
    };

    private IReadOnlyList<IListed> Lists => [.. borough.Service<IEnumerable<IListed>>()];

    private static string Address(string division, string list) => $"/api/divisions/{division}/lists/{list}/file";

    /// <summary>A user whose scope covers the list, with the division of the list.</summary>
    private async Task<(Resident Who, string Division)> Reader(IListed list) =>
        list.Permission.Of(Role.Secretary) == Reach.Scope ? (await borough.Secretary(), Borough.Community)
        : list.Permission.Of(Role.StreetOfficer) == Reach.Scope ? (await borough.StreetOfficer(), Borough.Street)
        : list.Permission.Of(Role.Clinic) == Reach.Scope ? (await borough.As(Role.Clinic, Borough.Street), Borough.Street)
        : (await borough.As(Role.CountyCommander, Borough.County), Borough.County);

    private IReadOnlySet<string> Hidden()
    {
        var known = borough.Folding.Now;
        var residents = known.Of<ResidentsKnown>();
        return new HashSet<string>(
            residents
                .Persons.Values.SelectMany(person =>
                    person
                        .Guardians.SelectMany(guardian => guardian.Contact.Phones.Append(guardian.Contact.Name))
                        .Concat(person.Contact.Phones)
                        .Append(person.Contact.Name)
                        .Append(person.Sensitive.IdNumber ?? "")
                )
                .Concat(residents.Households.Values.SelectMany(home => home.Contact.Phones.Append(home.Contact.Head)))
                .Concat(
                    known
                        .Of<TeamsKnown>()
                        .Teams.Values.SelectMany(team => team.Members.Values)
                        .SelectMany(member => (member.Contact?.Phones ?? []).Append(member.Contact?.Name ?? ""))
                )
                .Where(text => text.Length > 1),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Every_list_is_given_as_a_file_masked_with_its_headings_and_without_a_formula()
    {
        Lists.Count.ShouldBeGreaterThan(24);
        Lists.Select(one => one.Name).ShouldBeUnique(StringComparer.Ordinal);
        foreach (var list in Lists)
        {
            var (who, division) = await Reader(list);
            var text = (await who.Post(Address(division, list.Name), Body)).Is(200).Text;
            var rows = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            text.ShouldNotContain("list.", Case.Sensitive, list.Name);
            rows.SelectMany(row => row.Split(','))
                .Where(cell => "=+@\t".Contains(cell.TrimStart('"').FirstOrDefault('-')))
                .ShouldBeEmpty(list.Name);
            foreach (var hidden in Hidden())
                rows.SelectMany(row => row.Split(',', '、', ' '))
                    .ShouldNotContain(hidden, StringComparer.Ordinal, $"{list.Name} shows {hidden}");
            (
                await who.Post(
                    Address(division, list.Name),
                    new
                    {
                        form = "xlsx",
                        why = "核对",
                        receiver = "街道",
                    }
                )
            ).Is(200);
        }
    }

    [Fact]
    public async Task Each_file_is_one_reading_that_says_why_and_for_whom_before_it_is_given()
    {
        var (secretary, auditor) = (await borough.Secretary(), await borough.As(Role.Auditor, Borough.County));
        var before = await Readings(auditor, secretary);
        (await secretary.Post(Address(Borough.Community, "residents"), new { form = "csv" })).Is(400);
        (await secretary.Post(Address(Borough.Community, "residents"), Body)).Is(200);
        (await secretary.Post(Address(Borough.Community, "team"), Body)).Is(200);
        (await Readings(auditor, secretary)).ShouldBe(before + 2);
    }

    private static async Task<int> Readings(Resident auditor, Resident of)
    {
        var (count, next) = (0, "");
        do
        {
            var page = (await auditor.Get($"/api/access?county={Borough.County}&limit=200{next}")).Is(200);
            count += page["items"]
                .EnumerateArray()
                .Count(one =>
                    one.GetProperty("account").GetString() == of.Account.Key && one.GetProperty("purpose").GetString() == "export"
                );
            next = page.Body.TryGetProperty("next", out var more) && more.GetString() is { } cursor ? $"&next={cursor}" : "";
        } while (next.Length > 0);
        return count;
    }

    [Fact]
    public async Task Whose_list_it_is_not_gets_no_file_of_it()
    {
        foreach (var list in Lists)
        {
            (await (await borough.As(Role.Volunteer, Borough.Community)).Post(Address(Borough.Community, list.Name), Body)).Is(403);
            var away = await borough.As(Role.StreetOfficer, Borough.OtherStreet);
            (await away.Post(Address(Borough.Community, list.Name), Body)).Status.ShouldBeOneOf([403, 404], list.Name);
            // A chief's own grid limits the chief's file.
            var chief = await (await borough.GridChief()).Post(Address(Borough.Neighbour, list.Name), Body);
            chief.Status.ShouldBeOneOf([403, 404], list.Name);
        }
        (await (await borough.Secretary()).Post(Address(Borough.Community, "no-such-list"), Body)).Is(404);
        (await (await borough.Secretary()).Post(Address("4115", "residents"), Body)).Is(404);
    }

    [Fact]
    public void Headings_are_the_same_in_both_languages()
    {
        foreach (var list in Lists)
        foreach (var language in (string[])["zh-CN", "en"])
            PageWords.Keys(language).ShouldContain($"list.title.{list.Name}", StringComparer.Ordinal);
        Keys("zh-CN").SetEquals(Keys("en")).ShouldBeTrue();
        foreach (var language in (string[])["zh-CN", "en"])
        {
            var words = new PageWords(language);
            Said(words, "ground.kind", Enum.GetValues<GroundKind>());
            Said(words, "resource.kind", Enum.GetValues<ResourceKind>());
            Said(words, "order.issuer", Enum.GetValues<IssuerKind>());
            Said(words, "order.stage", Enum.GetValues<OrderStage>());
            Said(words, "accounts.stage", Enum.GetValues<AccountStage>());
            Said(words, "list.link", Enum.GetValues<LinkPurpose>());
            Said(words, "list.linkStage", Enum.GetValues<LinkStage>());
            Said(words, "role", Enum.GetValues<Role>());
        }

        static void Said<T>(PageWords words, string noun, T[] all)
            where T : struct, Enum
        {
            foreach (var one in all)
                words.Say(noun, one).ShouldNotStartWith($"{noun}.");
        }

        static HashSet<string> Keys(string language) =>
            PageWords.Keys(language).Where(key => key.StartsWith("list.", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_street_gets_all_its_communities_in_one_file_and_says_which()
    {
        var text = (await (await borough.StreetOfficer()).Post(Address(Borough.Street, "team"), Body)).Is(200).Text;
        text.Split("\r\n")[0].ShouldContain("社区");
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[0]).ShouldNotBeEmpty();
    }
}
