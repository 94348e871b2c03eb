using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Orders;

public sealed class OrderTests(Borough borough) : Ordering(borough)
{
    [Fact]
    public async Task An_order_of_the_county_is_red_when_sent_green_when_seen_grey_when_fed_back()
    {
        var (duty, secretary) = (await Borough.Duty(), await Borough.Secretary());
        var order = await Issue(
            duty,
            new
            {
                receivers = new[] { Here },
                text = "今夜转移低洼住户",
                unreadSeconds = 0,
            }
        );
        Text(await Light(duty, order), "light").ShouldBe("red");
        var path = $"/api/orders/{order.String("id")}";
        (await secretary.Get(path, order)).Is(200).String("text").ShouldBe("今夜转移低洼住户");
        var seen = (await secretary.Post($"{path}/seen", new { receiver = Here })).Is(200);
        (await duty.Get(path, seen)).Is(200)["receivers"][0].GetProperty("light").GetProperty("light").GetString().ShouldBe("green");
        var fed = (await secretary.Post($"{path}/feed-back", new { receiver = Here, text = "已转移三户" })).Is(200);
        var back = (await duty.Get(path, fed)).Is(200)["receivers"][0];
        (back.GetProperty("light").GetProperty("light").GetString(), back.GetProperty("feedback").GetString()).ShouldBe(
            ("grey", "已转移三户")
        );
    }

    [Fact]
    public async Task A_document_number_comes_with_the_order_or_afterwards_and_only_from_who_issued_it()
    {
        var duty = await Borough.Duty();
        var order = await Issue(
            duty,
            new
            {
                receivers = new[] { Here },
                text = "核对名单",
                unreadSeconds = 0,
                number = " 浉应指〔2026〕1号 ",
            }
        );
        var path = $"/api/orders/{order.String("id")}";
        (await (await Borough.Secretary()).Get(path, order)).Is(200).String("number").ShouldBe("浉应指〔2026〕1号");
        (await (await Borough.StreetOfficer()).Post($"{path}/number", new { number = "街号" })).Is(403);
        (await duty.Post($"{path}/number", new { number = " " })).Is(400);
        var numbered = (await duty.Post($"{path}/number", new { number = "浉应指〔2026〕2号" })).Is(200);
        (await (await Borough.Secretary()).Get(path, numbered)).Is(200).String("number").ShouldBe("浉应指〔2026〕2号");
    }

    [Fact]
    public async Task Only_the_receivers_own_people_say_that_they_have_read_it()
    {
        var order = await Issue(
            await Borough.Duty(),
            new
            {
                receivers = new[] { Here },
                text = "看一下",
                unreadSeconds = 0,
            }
        );
        var path = $"/api/orders/{order.String("id")}";
        (await (await Borough.StreetOfficer()).Post($"{path}/seen", new { receiver = Here })).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await Borough.As(Role.Secretary, Borough.Neighbour)).Get(path, order)).Is(403);
        (await (await Borough.As(Role.Secretary, Quiet)).Get(path, order)).Is(404);
        (await (await Department()).Get(path, order)).Is(403).Code.ShouldBe("scope.not-yours");
        (await (await Borough.Secretary()).Post($"{path}/seen", new { receiver = Borough.Neighbour })).Is(403);
        (await (await Borough.Secretary()).Post($"{path}/seen", new { receiver = "41" })).Is(400);
        (await (await Borough.GridChief()).Post($"{path}/seen", new { receiver = Here })).Is(200);
    }

    [Fact]
    public async Task An_order_names_its_receivers_and_who_may_order_them()
    {
        var (duty, department, street) = (await Borough.Duty(), await Department(), await Borough.StreetOfficer());
        (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Here, "411503001001", "4115" },
                    text = "",
                    unreadSeconds = -1,
                    deputySeconds = 0,
                }
            )
        ).Is(400).Arguments.Count.ShouldBe(5);
        (await duty.Post("/api/orders", new { receivers = new[] { "411503001001" }, text = "越县" })).Is(404);
        (
            await department.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Here },
                    text = "以县名义",
                    issuer = "government",
                }
            )
        ).Is(400);
        (
            await street.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Here },
                    text = "街道交办",
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        (await street.Post("/api/orders", new { receivers = new[] { Quiet }, text = "别的街道" })).Is(404);
        (await (await Borough.Secretary()).Post("/api/orders", new { receivers = new[] { Here }, text = "自己下令" })).Is(403);
        (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { Here },
                    text = "没有的事件",
                    incident = Guid.CreateVersion7(),
                }
            )
        ).Is(404);
        (await duty.Post($"/api/lists/{Borough.County}", new { id = "x" })).Is(400).Arguments.Count.ShouldBe(3);
    }
}
