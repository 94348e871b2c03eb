using Emergency.Domain;
using Emergency.Server.Tests.Attachments;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Orders;

/// <summary>Files attached to an order and to its answer: each is loaded by its receivers, and nobody else.</summary>
public sealed class OrderPaperTests(Borough borough) : Ordering(borough)
{
    private const string Two = Borough.Neighbour;

    private static string Of(Answer order, string division) => $"/api/communities/{division}/attachments/order/{order.String("id")}";

    private async Task<Answer> Add(Resident who, Answer order, string division, string what = "paper")
    {
        using var content = Pictures.Content(Pictures.Png());
        return await Borough.Stranger.Send(
            HttpMethod.Post,
            $"{Of(order, division)}?what={what}",
            content,
            ("Authorization", $"Bearer {who.Token}")
        );
    }

    private static async Task<(int Papers, int Returned)> Counted(Resident who, Answer order, Answer after, string receiver)
    {
        var lights = (await who.Get($"/api/orders/{order.String("id")}", after)).Is(200)["receivers"].EnumerateArray();
        var light = lights.Select(one => one.GetProperty("light")).Single(one => one.GetProperty("receiver").GetString() == receiver);
        return (light.GetProperty("papers").GetInt32(), light.GetProperty("returned").GetInt32());
    }

    private Task<Answer> Sent(Resident who, params string[] receivers) =>
        Issue(
            who,
            new
            {
                receivers,
                text = "附件试",
                unreadSeconds = 0,
            }
        );

    [Fact]
    public async Task Who_issued_it_adds_a_paper_and_its_receivers_read_it()
    {
        var (duty, secretary) = (await Borough.Duty(), await Borough.Secretary());
        var order = await Sent(duty, Here, Two);
        (await secretary.Get($"/api/orders/{order.String("id")}", order)).Is(200).String("from").ShouldBe(Borough.County);
        var added = (await Add(duty, order, Borough.County)).Is(201);
        var file = added.String("id");
        foreach (var who in (Resident[])[duty, secretary, await Borough.As(Role.Secretary, Two), await Borough.StreetOfficer()])
        {
            (await who.Get(Of(order, Borough.County), added)).Is(200)["items"].GetArrayLength().ShouldBe(1);
            (await who.Get($"{Of(order, Borough.County)}/{file}")).Is(200);
        }
        (await Counted(secretary, order, added, Here)).ShouldBe((1, 0));
        (await Add(secretary, order, Borough.County)).Is(403);
        (await secretary.Post($"{Of(order, Borough.County)}/{file}/remove", new { why = "mistaken" })).Is(403);
        var distant = await Borough.As(Role.Secretary, Quiet);
        (await distant.Get($"{Of(order, Borough.County)}/{file}")).Status.ShouldBeOneOf(403, 404);
        (await (await Department()).Get($"{Of(order, Borough.County)}/{file}")).Status.ShouldBeOneOf(403, 404);
        (await duty.Post($"{Of(order, Borough.County)}/{file}/remove", new { why = "replaced" })).Is(200);
        (await secretary.Get($"{Of(order, Borough.County)}/{file}")).Is(404);
    }

    [Fact]
    public async Task A_department_has_papers_of_its_own_orders_alone_and_of_nothing_else()
    {
        var (department, duty) = (await Department(), await Borough.Duty());
        var order = await Sent(department, Here);
        (await Add(department, order, Borough.County)).Is(201);
        (await Add(duty, order, Borough.County)).Is(403);
        (await Add(department, await Sent(duty, Here), Borough.County)).Status.ShouldBeOneOf(403, 404);
        foreach (var kind in (string[])["person", "visit", "care", "hazard", "lot", "protection", "clinic"])
        foreach (var who in (Resident[])[department, duty])
            (await who.Get($"/api/communities/{Here}/attachments/{kind}/{BoroughRegisters.LeftBehind.Value}")).Status.ShouldBeOneOf(
                403,
                404
            );
    }

    [Fact]
    public async Task What_came_back_is_seen_above_and_not_by_another_receiver()
    {
        var (duty, secretary) = (await Borough.Duty(), await Borough.Secretary());
        var order = await Sent(duty, Here, Two);
        var added = (await Add(secretary, order, Here, "thing")).Is(201);
        var file = added.String("id");
        foreach (var who in (Resident[])[duty, secretary, await Borough.StreetOfficer()])
        {
            (await who.Get(Of(order, Here), added)).Is(200)["items"].GetArrayLength().ShouldBe(1);
            (await who.Get($"{Of(order, Here)}/{file}")).Is(200);
        }
        (await Counted(duty, order, added, Here)).ShouldBe((0, 1));
        (await Counted(duty, order, added, Two)).ShouldBe((0, 0));
        var other = await Borough.As(Role.Secretary, Two);
        (await other.Get(Of(order, Here), added)).Is(403);
        (await other.Get($"{Of(order, Two)}/{file}")).Is(404);
        (await other.Post($"{Of(order, Two)}/{file}/remove", new { why = "mistaken" })).Is(404);
        (await other.Get(Of(order, Borough.County))).Is(200)["items"].GetArrayLength().ShouldBe(0);
        (await Add(other, order, Here)).Is(403);
        (await Add(await Borough.StreetOfficer(), order, Here)).Is(403);
        (await Add(secretary, order, Quiet)).Is(404);
        var removed = (await secretary.Post($"{Of(order, Here)}/{file}/remove", new { why = "replaced" })).Is(200);
        (await Counted(duty, order, removed, Here)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_street_that_issues_has_its_papers_under_its_own_code()
    {
        var officer = await Borough.StreetOfficer();
        var order = await Sent(officer, Here);
        (await officer.Get($"/api/orders/{order.String("id")}", order)).Is(200).String("from").ShouldBe(Borough.Street);
        var added = (await Add(officer, order, Borough.Street)).Is(201);
        (await (await Borough.Secretary()).Get(Of(order, Borough.Street), added)).Is(200)["items"].GetArrayLength().ShouldBe(1);
        (await Add(officer, order, Borough.County)).Is(404);
    }
}
