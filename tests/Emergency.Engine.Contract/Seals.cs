namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    private static EngineSettings WithKey(EngineSettings settings, string file) => settings with { SealKey = file };

    [Fact]
    public async Task What_is_stored_is_sealed_under_a_key_that_lies_outside_and_an_anchor_says_up_to_where()
    {
        using var keys = new TempFolder();
        var file = keys["keys/seal.key"];
        var engine = await Site.Open(change: settings => WithKey(settings, file));
        File.Exists(file).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await engine.Seals.Anchor("here", everything: true)).ShouldBeNull("nothing is stored yet");
        var reply = (await engine.Entities.Send(Named("a"), new Book(1), Asked())).ShouldBeOfType<Reply.Accepted>();
        var anchor = (await engine.Seals.Anchor("here", everything: true)).ShouldNotBeNull();
        anchor.ShouldSatisfyAllConditions(
            a => a.Position.ShouldBe(reply.Position.Value),
            a => a.Installation.ShouldBe("here"),
            a => a.Fits().ShouldBeTrue()
        );
        (anchor with { Position = anchor.Position + 1 }).Fits().ShouldBeFalse();
        engine.Seals.Trouble.ShouldBeNull();
        var secret = (await File.ReadAllLinesAsync(file)).Single(line => line.StartsWith("current ", StringComparison.Ordinal))[
            "current ".Length..
        ];
        (await engine.About.Read()).Values.ShouldNotContain(
            value => value.Contains(secret, StringComparison.Ordinal),
            "the key itself is nowhere in the database"
        );
    }

    [Fact]
    public async Task A_seal_key_that_is_away_hinders_nothing_is_said_and_is_used_again_when_it_is_back()
    {
        using var keys = new TempFolder();
        var file = keys["keys/seal.key"];
        var engine = await Site.Open(change: settings => WithKey(settings, file));
        await engine.Entities.Send(Named("a"), new Book(1), Asked());
        (await engine.Seals.Anchor("here", everything: true)).ShouldNotBeNull();
        await engine.DisposeAsync();
        File.Move(file, file + ".away");

        engine = await Site.Open(change: settings => WithKey(settings, file));
        engine.Seals.Trouble.ShouldNotBeNull().ShouldContain(file);
        var reply = (await engine.Entities.Send(Named("a"), new Book(1), Asked())).ShouldBeOfType<Reply.Accepted>();
        (await engine.Seals.Anchor("here", everything: true)).ShouldBeNull();
        File.Exists(file).ShouldBeFalse("no other key is drawn by itself");

        File.Move(file + ".away", file);
        (await engine.Seals.Anchor("here", everything: true)).ShouldNotBeNull().Position.ShouldBe(reply.Position.Value);
        engine.Seals.Trouble.ShouldBeNull();
    }
}
