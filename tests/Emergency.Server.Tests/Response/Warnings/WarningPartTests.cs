using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

/// <summary>A message of several parts: each has its own level, ground and receivers, and people who can end it.</summary>
public sealed class WarningPartTests(Borough borough) : VillageCalls(borough)
{
    private static CapInfo Over(string code, CapInfo like, CapSeverity severity, string headline, params CapResponse[] responses) =>
        like with
        {
            Severity = severity,
            Headline = headline,
            Responses = [.. responses],
            Areas = [new("示例地区", [], [], [new("行政区划代码", code)])],
        };

    private async Task<Answer> Send(Bulletin bulletin, Resident by, params CapInfo[] infos) =>
        (await Bulletin.Send(by, Borough.Stranger, CapWriter.Write(bulletin.Alert with { Infos = [.. infos] }))).Is(201);

    private static string? Level(JsonElement warning) => warning.GetProperty("level").GetString();

    private async Task<JsonElement> Light(string id, Answer after) => (await Duty.Get($"/api/warnings/{id}", after)).Is(200)["warning"];

    private static string?[] Codes(JsonElement list) => [.. list.EnumerateArray().Select(code => code.GetString())];

    [Fact]
    public async Task Two_levels_over_two_areas_stay_two_warnings_and_call_their_own_people()
    {
        var bulletin = Bulletin.Fresh();
        var like = bulletin.Alert.Infos[0];
        var taken = await Send(
            bulletin,
            Duty,
            Over(Valley.Next, like, CapSeverity.Extreme, "样沟村暴雨红色预警"),
            Over(Valley.Away, like, CapSeverity.Minor, "其他乡镇暴雨蓝色预警")
        );
        var warnings = taken["warnings"].EnumerateArray().ToList();
        warnings.Select(Level).ShouldBe(["red", "blue"]);
        foreach (
            var (warning, code, street) in new[]
            {
                (warnings[0], Valley.Next, Valley.Street),
                (warnings[1], Valley.Away, Valley.OtherStreet),
            }
        )
        {
            var id = warning.GetProperty("id").GetString()!;
            var shown = (await Duty.Get($"/api/warnings/{id}", taken)).Is(200);
            Codes(shown["warning"].GetProperty("divisions")).ShouldBe(code == Valley.Away ? [Valley.OtherStreet] : [code]);
            Codes(shown["receivers"]).ShouldBe([street, code]);
        }
        (await Duty.Get("/api/warnings", taken)).Is(200).Text.ShouldContain(warnings[1].GetProperty("id").GetString()!);
        (await Duty.Post($"/api/warnings/{taken.String("id")}/confirm", new { })).Is(200);
        await Call(taken, Valley.Next, _ => true, "the red village is called");
        (await Calls(taken))
            .Select(call => call.GetProperty("receiver").GetString())
            .ShouldBe([Valley.Street, Valley.Next], ignoreOrder: true);

        // An update, and a cancellation, concern all parts.
        (await (Bulletin.Fresh() with { Type = CapMessageType.Cancel, Before = [bulletin] }).Send(Duty, Borough.Stranger)).Is(201);
        foreach (var warning in warnings)
            await Until.TrueAsync(
                async () => (await Light(warning.GetProperty("id").GetString()!, taken)).GetProperty("stage").GetString() == "cancelled",
                "each part has ended"
            );
    }

    [Fact]
    public async Task What_a_message_says_is_over_reaches_nobody_and_is_asked_where_it_names_nothing()
    {
        var running = (
            await (Bulletin.Fresh() with { Area = new("下坪镇", [], [], [new("行政区划代码", Valley.Away)]) }).Send(Duty, Borough.Stranger)
        ).Is(201);
        var bulletin = Bulletin.Fresh();
        var like = bulletin.Alert.Infos[0];
        var taken = await Send(
            bulletin,
            Duty,
            Over(Valley.Next, like, CapSeverity.Extreme, "样沟村暴雨红色预警"),
            Over(Valley.Away, like, CapSeverity.Minor, "下坪镇暴雨预警结束", CapResponse.AllClear)
        );
        (taken["warnings"].GetArrayLength(), taken["waits"].GetBoolean(), taken["takesBack"].GetBoolean()).ShouldBe((1, true, false));
        Codes(taken["divisions"]).ShouldBe([Valley.Next]);
        var waiting = (await Duty.Get("/api/warnings/waiting", taken))
            .Is(200)
            .Body.EnumerateArray()
            .Single(one => one.GetProperty("message").GetProperty("identifier").GetString() == bulletin.Identifier);
        Codes(waiting.GetProperty("divisions")).ShouldBe([Valley.OtherStreet]);
        waiting.GetProperty("mayMean").EnumerateArray().ShouldContain(one => one.GetProperty("id").GetString() == running.String("id"));
        (await Light(running.String("id")!, taken)).GetProperty("stage").GetString().ShouldBe("in-force");
        var path = $"/api/warnings/{waiting.GetProperty("id").GetString()}";
        (await Duty.Get(path, taken)).Is(404);
        (await (await Borough.As(Role.Secretary, Valley.Away)).Get("/api/warnings/waiting")).Is(403);
        (await Duty.Post($"{path}/settle", new { ends = new[] { Guid.CreateVersion7() } })).Is(400);
        (await Duty.Post($"{path}/settle", new { ends = new[] { running.String("id") } })).Is(200);
        await Until.TrueAsync(
            async () => (await Light(running.String("id")!, taken)).GetProperty("stage").GetString() == "cancelled",
            "a person said what it means"
        );
        (await Duty.Post($"{path}/settle", new { ends = Array.Empty<string>() })).Is(409).Code.ShouldBe("warning.not-waiting");
    }

    [Fact]
    public async Task An_update_that_says_where_it_is_over_lifts_it_there_and_those_who_were_called_hear_of_it()
    {
        var alert = Bulletin.Fresh();
        var first = (await alert.Send(Duty, Borough.Stranger)).Is(201);
        (
            await Duty.Post(
                $"/api/warnings/{first.String("id")}/confirm",
                new { except = Everybody.Except([Valley.Next], StringComparer.Ordinal) }
            )
        ).Is(200);
        await Call(first, Valley.Next, _ => true, "the village is called");
        var update = Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [alert] };
        var like = update.Alert.Infos[0];
        await Send(
            update,
            Duty,
            Over(Valley.Away, like, CapSeverity.Extreme, "下坪镇暴雨红色预警"),
            Over(Valley.Next, like, CapSeverity.Minor, "样沟村暴雨预警结束", CapResponse.AllClear)
        );
        await Until.TrueAsync(
            async () => (await Light(first.String("id")!, first)).GetProperty("stage").GetString() == "replaced",
            "the update takes its place"
        );
        await Call(first, Valley.Next, _ => true, "the village hears that it is over", CallKind.Lifting);
    }

    [Fact]
    public async Task An_update_that_covers_less_and_speaks_of_no_end_takes_the_calls_back_where_it_warns_no_more()
    {
        var alert = Bulletin.Fresh();
        var first = (await alert.Send(Duty, Borough.Stranger)).Is(201);
        (
            await Duty.Post(
                $"/api/warnings/{first.String("id")}/confirm",
                new { except = Everybody.Except([Valley.Next, Valley.Away], StringComparer.Ordinal) }
            )
        ).Is(200);
        await Call(first, Valley.Away, _ => true, "both villages are called");
        var update = Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [alert] };
        var smaller = await Send(update, Duty, Over(Valley.Away, update.Alert.Infos[0], CapSeverity.Extreme, "下坪镇暴雨红色预警"));
        await Until.TrueAsync(
            async () => (await Light(first.String("id")!, first)).GetProperty("stage").GetString() == "replaced",
            "the update takes its place"
        );
        await Call(first, Valley.Next, call => !Is(call, "over", "lifted"), "the older version is believed until somebody has looked");
        (await Duty.Post($"/api/warnings/{smaller.String("id")}/confirm", new { })).Is(200);
        await Call(first, Valley.Next, call => Is(call, "over", "lifted"), "where it warns no more nobody is rung");
        await Call(smaller, Valley.Next, _ => true, "and they hear that it is over", CallKind.Lifting);
        await Call(first, Valley.Away, call => Is(call, "over", "replaced"), "where it still warns the newer version rings");
        (await Calls(smaller)).ShouldNotContain(call =>
            call.GetProperty("receiver").GetString() == Valley.Away && Is(call, "about", "lifting")
        );
    }

    private static bool Is(JsonElement one, string name, string value) =>
        one.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String && found.GetString() == value;

    [Fact]
    public async Task A_message_whose_first_part_alone_was_stored_is_received_whole()
    {
        var taken = (await Bulletin.Fresh().Send(Duty, Borough.Stranger)).Is(201);
        var known = Borough.Folding.Now.Of<WarningsKnown>();
        var facts = known.Find(new(Guid.Parse(taken.String("id")!)))!.State.Facts!;
        var key = facts.Key with { Identifier = $"{facts.Key.Identifier}-whole" };
        WarningFacts first = facts with { Key = key },
            second = first with { Part = 2, Level = WarningLevel.Blue };
        var by = new By(new("test"), Role.Partner);
        // The server died after the first part: nobody sends the second one.
        await Borough.Do(
            Entities.Warning(Borough.Realm, WarningKnown.IdOf(facts.Home, key)),
            new ReceiveWarning(first, 0, by, TimeProvider.System.GetUtcNow(), new([second], 0))
        );
        await Until.True(
            () => Borough.Folding.Now.Of<WarningsKnown>().PartsOf(facts.Home, key).Count() == 2,
            "the other part follows from the first"
        );
        Borough.Folding.Now.Of<WarningsKnown>().Find(WarningKnown.IdOf(facts.Home, key, 2))!.State.Facts!.Level.ShouldBe(WarningLevel.Blue);
    }

    [Fact]
    public async Task Lifting_one_part_tells_nobody_of_an_end_whom_another_part_still_warns()
    {
        var alert = Bulletin.Fresh();
        var first = (await alert.Send(Duty, Borough.Stranger)).Is(201);
        (
            await Duty.Post(
                $"/api/warnings/{first.String("id")}/confirm",
                new { except = Everybody.Except([Valley.Next, Valley.Away], StringComparer.Ordinal) }
            )
        ).Is(200);
        await Call(first, Valley.Away, _ => true, "both villages are called");
        var update = Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [alert] };
        var like = update.Alert.Infos[0];
        var parts = await Send(
            update,
            Duty,
            Over(Valley.Next, like, CapSeverity.Extreme, "样沟村暴雨红色预警"),
            Over(Valley.Away, like, CapSeverity.Severe, "下坪镇暴雨橙色预警")
        );
        await Until.TrueAsync(
            async () => (await Light(first.String("id")!, first)).GetProperty("stage").GetString() == "replaced",
            "the update takes its place"
        );
        (await Duty.Post($"/api/warnings/{parts.String("id")}/lift")).Is(200);
        await Call(parts, Valley.Next, _ => true, "the village whose part was lifted hears of it", CallKind.Lifting);
        (await Calls(parts)).ShouldNotContain(call => call.GetProperty("receiver").GetString() == Valley.Away);
        (await Calls(first)).ShouldContain(call => call.GetProperty("receiver").GetString() == Valley.Away && !Has(call, "over"));
    }

    [Fact]
    public async Task The_senders_name_ends_nothing_where_another_account_brings_it()
    {
        var partner = await Borough.As(Role.Partner, Valley.County);
        var alert = Bulletin.Fresh();
        var first = (await alert.Send(Duty, Borough.Stranger)).Is(201);
        foreach (var type in (CapMessageType[])[CapMessageType.Cancel, CapMessageType.Update])
        {
            var asked = (await Light(first.String("id")!, first)).GetProperty("asks").GetArrayLength();
            (await (Bulletin.Fresh() with { Type = type, Before = [alert] }).Send(partner, Borough.Stranger)).Is(201);
            await Until.TrueAsync(
                async () => (await Light(first.String("id")!, first)).GetProperty("asks").GetArrayLength() == asked + 1,
                "the desk is asked"
            );
            (await Light(first.String("id")!, first)).GetProperty("stage").GetString().ShouldBe("in-force");
        }
        var own = (await Bulletin.Fresh().Send(partner, Borough.Stranger)).Is(201);
        (await Light(own.String("id")!, own)).GetProperty("stage").GetString().ShouldBe("in-force");
    }

    [Fact]
    public async Task What_takes_back_and_names_nothing_ends_nothing_and_waits_for_a_person()
    {
        var first = (await Bulletin.Fresh().Send(Duty, Borough.Stranger)).Is(201);
        var cancel = (await (Bulletin.Fresh() with { Type = CapMessageType.Cancel }).Send(Duty, Borough.Stranger)).Is(201);
        var update = (await (Bulletin.Fresh() with { Type = CapMessageType.Update }).Send(Duty, Borough.Stranger)).Is(201);
        var waiting = (await Duty.Get("/api/warnings/waiting", update)).Is(200).Body.EnumerateArray().ToList();
        foreach (var taken in (Answer[])[cancel, update])
            waiting
                .Single(one => one.GetProperty("id").GetString() == taken.String("id"))
                .GetProperty("mayMean")
                .EnumerateArray()
                .ShouldContain(one => one.GetProperty("id").GetString() == first.String("id"));
        (await Light(update.String("id")!, update)).GetProperty("waits").GetString().ShouldBe("names-nothing");
        (await Duty.Post($"/api/warnings/{cancel.String("id")}/settle", new { ends = Array.Empty<string>() })).Is(200);
        (await Light(first.String("id")!, update)).GetProperty("stage").GetString().ShouldBe("in-force");
        (await Duty.Post($"/api/warnings/{update.String("id")}/settle", new { ends = new[] { first.String("id") } })).Is(200);
        await Until.TrueAsync(
            async () => (await Light(first.String("id")!, update)).GetProperty("stage").GetString() == "replaced",
            "the update takes its place"
        );
        (await Light(update.String("id")!, update)).GetProperty("stage").GetString().ShouldBe("in-force");
    }

    [Fact]
    public async Task Nobody_is_called_where_the_words_leave_places_out_before_a_person_has_chosen()
    {
        var taken = (await (Bulletin.Fresh() with { Area = new("平岭县除下坪镇以外各乡镇", [], [], []) }).Send(Duty, Borough.Stranger)).Is(
            201
        );
        var path = $"/api/warnings/{taken.String("id")}";
        var shown = (await Duty.Get(path, taken)).Is(200);
        (shown["asksWhere"].GetBoolean(), Codes(shown["excluded"])[0]).ShouldBe((true, Valley.OtherStreet));
        (await Duty.Post($"{path}/confirm", new { })).Is(409).Code.ShouldBe("warning.asks-where");
        (await Duty.Post($"{path}/confirm", new { except = new[] { Valley.OtherStreet, Valley.Away, Valley.Street, Valley.Here } })).Is(
            200
        );
        await Call(taken, Valley.Next, _ => true, "whom the person left in is called");
        (await Calls(taken)).Select(call => call.GetProperty("receiver").GetString()).ShouldBe([Valley.Next]);
    }
}
