using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Orders;

/// <summary>Requests to a community for matters that stand on no list.</summary>
public sealed class UnlistedOrderTests(Borough borough) : Ordering(borough)
{
    private const string QuietStreet = Borough.OtherStreet;
    private static readonly string[] Articles = ["信阳 40", "信阳 45"];

    private async Task Lists() =>
        (
            await (await Borough.Duty()).Post(
                $"/api/lists/{Borough.County}",
                new
                {
                    id = "admission",
                    kind = "admission",
                    version = "2026-1",
                    from = "2026-01-01",
                    draft = false,
                    articles = Articles,
                    items = new[] { new { code = "flu-survey", title = "流感登记" } },
                }
            )
        ).Is(200);

    [Fact]
    public async Task What_the_command_orders_in_quiet_times_is_delivered_and_marked_though_it_is_on_no_list()
    {
        await Lists();
        var order = await Issue(
            await Borough.As(Role.CountyCommander, Borough.County),
            new
            {
                receivers = new[] { Quiet },
                text = "全员撤离",
                unreadSeconds = 0,
            }
        );
        var street = await Borough.As(Role.StreetOfficer, QuietStreet);
        var light = await Light(street, order, Quiet);
        (Text(light, "light"), light.GetProperty("unlisted").GetBoolean()).ShouldBe(("red", true));
        (await street.Get("/api/orders?state=unlisted", order)).Is(200).Text.ShouldContain(order.String("id")!);
        var reviewed = (await street.Post($"/api/orders/{order.String("id")}/review", new { receiver = Quiet, note = "紧急，补录" })).Is(
            200
        );
        (await street.Get("/api/orders?state=unlisted", reviewed)).Is(200).Text.ShouldNotContain(order.String("id")!);
    }

    [Fact]
    public async Task A_departments_unlisted_routine_matter_is_stopped_with_the_article_and_the_street_decides()
    {
        await Lists();
        var (department, street, secretary) = (
            await Department(),
            await Borough.As(Role.StreetOfficer, QuietStreet),
            await Borough.As(Role.Secretary, Quiet)
        );
        var order = await Issue(
            department,
            new
            {
                receivers = new[] { Quiet },
                text = "周五前上报养犬台账",
                matter = "dog-ledger",
            }
        );
        var path = $"/api/orders/{order.String("id")}";
        var light = await Light(street, order, Quiet);
        (Text(light, "stage"), Text(light, "light")).ShouldBe(("stopped", null));
        light.GetProperty("articles").EnumerateArray().Select(article => article.GetString()).ShouldBe(Articles);
        (await secretary.Post($"{path}/seen", new { receiver = Quiet })).Is(409).Code.ShouldBe("order.stopped");
        (await secretary.Post($"{path}/approve", new { receiver = Quiet })).Is(403);
        var refused = (await street.Post($"{path}/refuse", new { receiver = Quiet, reason = "不属社区职责" })).Is(200);
        var back = (await department.Get(path, refused)).Is(200)["receivers"][0];
        (back.GetProperty("light").GetProperty("stage").GetString(), back.GetProperty("cause").GetString()).ShouldBe(
            ("refused", "不属社区职责")
        );
        (await street.Post($"{path}/approve", new { receiver = Quiet })).Is(409).Code.ShouldBe("order.not-stopped");

        var other = await Issue(
            department,
            new
            {
                receivers = new[] { Quiet },
                text = "周五前上报养犬台账",
                matter = "dog-ledger",
                unreadSeconds = 0,
            }
        );
        var approved = (await street.Post($"/api/orders/{other.String("id")}/approve", new { receiver = Quiet })).Is(200);
        (await secretary.Get($"/api/orders/{other.String("id")}", approved))
            .Is(200)["receivers"][0]
            .GetProperty("light")
            .GetProperty("light")
            .GetString()
            .ShouldBe("red");
    }

    [Fact]
    public async Task In_an_incident_a_departments_unlisted_matter_passes_marked_and_one_that_was_stopped_is_freed()
    {
        await Lists();
        var (department, duty, next) = (await Department(), await Borough.Duty(), "411502002002");
        await Borough.Do(
            Entities.Place(Borough.Realm, next),
            new RegisterDivision(next, "样水社区", "社区", new(2024, 1, 1), null, TimeProvider.System.GetUtcNow())
        );
        var listed = await Issue(
            department,
            new
            {
                receivers = new[] { Quiet },
                text = "登记",
                matter = "flu-survey",
                unreadSeconds = 0,
            }
        );
        Text(await Light(department, listed, Quiet), "light").ShouldBe("red");
        var held = await Issue(
            department,
            new
            {
                receivers = new[] { next },
                text = "报台账",
                matter = "dog-ledger",
                unreadSeconds = 0,
            }
        );
        Text(await Light(department, held, next), "stage").ShouldBe("stopped");
        (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "gas",
                    title = "闻到煤气",
                    community = next,
                }
            )
        ).Is(201);
        await Eventually(
            department,
            held,
            light => (Text(light, "light"), light.GetProperty("unlisted").GetBoolean()) == ("red", true),
            "what was stopped is delivered",
            next
        );
        var marked = await Light(
            department,
            await Issue(
                department,
                new
                {
                    receivers = new[] { next },
                    text = "报台账",
                    matter = "dog-ledger",
                    unreadSeconds = 0,
                }
            ),
            next
        );
        (Text(marked, "light"), marked.GetProperty("unlisted").GetBoolean()).ShouldBe(("red", true));
    }
}
