using Emergency.Domain.Calls;
using Emergency.Hotlines.Cap;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

/// <summary>Communities called by a newer version of a warning, and calls of the older one that end.</summary>
public sealed class WarningVersionTests(Borough borough) : VillageCalls(borough)
{
    [Fact]
    public async Task Those_who_were_left_out_are_called_by_confirming_again_and_a_newer_version_takes_over()
    {
        var alert = Bulletin.Fresh();
        var first = (await alert.Send(Duty, Borough.Stranger)).Is(201);
        (await Duty.Post($"/api/warnings/{first.String("id")}/confirm", new { calls = false })).Is(200);
        (await Calls(first)).ShouldBeEmpty();
        (
            await Duty.Post(
                $"/api/warnings/{first.String("id")}/confirm",
                new { except = Everybody.Except([Valley.Next], StringComparer.Ordinal) }
            )
        ).Is(200);
        await Call(first, Valley.Next, _ => true, "the village is called");
        var second = (await (Bulletin.Fresh() with { Type = CapMessageType.Update, Before = [alert] }).Send(Duty, Borough.Stranger)).Is(
            201
        );
        (await Call(first, Valley.Next, _ => true, "the older version still calls")).TryGetProperty("over", out _).ShouldBeFalse();
        (
            await Duty.Post(
                $"/api/warnings/{second.String("id")}/confirm",
                new { except = Everybody.Except([Valley.Next], StringComparer.Ordinal), stepSeconds = 0 }
            )
        ).Is(400);
        (
            await Duty.Post(
                $"/api/warnings/{second.String("id")}/confirm",
                new { except = Everybody.Except([Valley.Next], StringComparer.Ordinal) }
            )
        ).Is(200);
        await Call(second, Valley.Next, _ => true, "the newer version calls");
        (await Call(first, Valley.Next, one => Has(one, "over"), "the older one is over"))
            .GetProperty("over")
            .GetString()
            .ShouldBe("replaced");
    }

    [Fact]
    public async Task An_older_version_that_is_replaced_only_after_the_newer_one_called_calls_no_longer()
    {
        var alert = Bulletin.Fresh();
        var first = (await alert.Send(Duty, Borough.Stranger)).Is(201);
        (await Confirm(first, Valley.Next)).Is(200);
        await Call(first, Valley.Next, _ => true, "the village is called");
        var update = Bulletin.Fresh() with { Sender = "another@example.org", Type = CapMessageType.Update, Before = [alert] };
        var second = (await update.Send(Duty, Borough.Stranger)).Is(201);
        (await Confirm(second, Valley.Next)).Is(200);
        await Call(second, Valley.Next, _ => true, "the newer version calls");
        (await Call(first, Valley.Next, _ => true, "the older one still calls")).TryGetProperty("over", out _).ShouldBeFalse();
        (await Accept(first, update)).Is(200);
        (await Call(first, Valley.Next, one => Has(one, "over"), "the older one is over"))
            .GetProperty("over")
            .GetString()
            .ShouldBe("replaced");
    }

    [Fact]
    public async Task An_older_version_that_is_replaced_only_after_the_newer_one_was_lifted_is_lifted_with_it()
    {
        var alert = Bulletin.Fresh();
        var first = (await alert.Send(Duty, Borough.Stranger)).Is(201);
        (await Confirm(first, Valley.Next)).Is(200);
        await Call(first, Valley.Next, _ => true, "the village is called");
        var update = Bulletin.Fresh() with { Sender = "another@example.org", Type = CapMessageType.Update, Before = [alert] };
        var second = (await update.Send(Duty, Borough.Stranger)).Is(201);
        (await Confirm(second, Valley.Here)).Is(200);
        (await Duty.Post($"/api/warnings/{second.String("id")}/lift")).Is(200);
        (await Accept(first, update)).Is(200);
        (await Call(first, Valley.Next, one => Has(one, "over"), "the older one is over"))
            .GetProperty("over")
            .GetString()
            .ShouldBe("lifted");
        await Call(second, Valley.Next, _ => true, "who was called hears that it is lifted", CallKind.Lifting);
    }

    private Task<Answer> Confirm(Answer warning, string only) =>
        Duty.Post($"/api/warnings/{warning.String("id")}/confirm", new { except = Everybody.Except([only], StringComparer.Ordinal) });

    private async Task<Answer> Accept(Answer warning, Bulletin update)
    {
        var path = $"/api/warnings/{warning.String("id")}";
        await Until.TrueAsync(
            async () => (await Duty.Get(path)).Is(200)["warning"].GetProperty("asks").GetArrayLength() == 1,
            "the desk is asked"
        );
        return await Duty.Post(
            $"{path}/accept",
            new
            {
                message = new
                {
                    sender = update.Sender,
                    identifier = update.Identifier,
                    sent = update.Sent,
                },
            }
        );
    }
}
