using Emergency.Hotlines.Cap;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

/// <summary>Senders whose references to earlier messages are trusted without asking.</summary>
public sealed class SenderListTests
{
    [Fact]
    public async Task Who_is_not_on_the_list_warns_all_the_same_and_takes_nothing_back_without_a_person()
    {
        await using var borough = new Borough { CapSenders = ["yujing@example.org"] };
        await borough.InitializeAsync();
        var duty = await borough.Duty();
        var here = new CapArea("浉河区", [], [], [new("行政区划代码", Borough.County)]);

        var stranger = Bulletin.Fresh() with { Sender = "another@example.org", Area = here };
        var warned = (await stranger.Send(duty, borough.Stranger)).Is(201);
        (await Light(warned)).GetProperty("unlisted").GetBoolean().ShouldBeTrue();
        (
            await (stranger with { Identifier = $"{stranger.Identifier}-C", Type = CapMessageType.Cancel, Before = [stranger] }).Send(
                duty,
                borough.Stranger
            )
        ).Is(201);
        await Until.TrueAsync(async () => (await Light(warned)).GetProperty("asks").GetArrayLength() == 1, "the desk is asked");
        (await Light(warned)).GetProperty("stage").GetString().ShouldBe("in-force");

        var office = Bulletin.Fresh() with { Area = here };
        var known = (await office.Send(duty, borough.Stranger)).Is(201);
        (await Light(known)).GetProperty("unlisted").GetBoolean().ShouldBeFalse();
        (
            await (office with { Identifier = $"{office.Identifier}-C", Type = CapMessageType.Cancel, Before = [office] }).Send(
                duty,
                borough.Stranger
            )
        ).Is(201);
        await Until.TrueAsync(
            async () => (await Light(known)).GetProperty("stage").GetString() == "cancelled",
            "who is on the list takes back what they said"
        );

        async Task<System.Text.Json.JsonElement> Light(Answer taken) =>
            (await duty.Get($"/api/warnings/{taken.String("id")}", taken)).Is(200)["warning"];
    }
}
