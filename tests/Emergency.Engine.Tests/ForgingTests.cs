using Emergency.Engine.Contract;
using Emergency.Engine.Seals;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

/// <summary>A forger who may write the data and makes every hash and seal anew is found out by records outside of it: beside the seal key, or in the hands of an auditor.</summary>
public sealed class ForgingTests : IAsyncLifetime
{
    private readonly SqliteSite _site = new();
    private readonly TempFolder _keys = new();
    private string _folder = "";
    private Anchor _anchor = null!;

    private string Key => _keys["keys/seal.key"];
    private EngineSettings Settings => _site.Settings with { SealKey = Key };
    private Forger Forger => new(_folder);

    public async ValueTask InitializeAsync()
    {
        _folder = _site.Settings.Data;
        await Write(20);
        await Write(10);
    }

    public ValueTask DisposeAsync()
    {
        _keys.Dispose();
        return _site.DisposeAsync();
    }

    /// <summary>Some events and a seal over them.</summary>
    private async Task Write(int events)
    {
        var engine = await _site.Open(change: settings => settings with { SealKey = Key });
        for (var n = 0; n < events; n++)
            (
                await engine.Entities.Send(
                    new("live", "ledger", $"{n % 4}"),
                    new Book(n),
                    new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
                )
            ).ShouldBeOfType<Reply.Accepted>();
        _anchor = (await engine.Seals.Anchor("here", everything: true)).ShouldNotBeNull();
        await engine.DisposeAsync();
    }

    private Outside Auditors => new([_anchor.Key], [("kept", _anchor)], null, "here");

    /// <summary>The findings of the machine itself, and of somebody who has nothing but an anchor on paper.</summary>
    private async Task<(Verification Here, Verification Elsewhere)> Checked() =>
        (await Verify.Run(Settings), await Verify.Run(Settings with { SealKey = null }, Auditors));

    [Fact]
    public async Task What_nobody_touched_is_proven_up_to_the_anchor()
    {
        var (here, elsewhere) = await Checked();
        here.ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Proof.Signed.ShouldBe(30),
            v => v.Proof.Known.ShouldBeTrue(),
            v => v.Proof.AccidentsOnly.ShouldBe(0),
            v => v.Proof.Anchored.ShouldBeNull()
        );
        elsewhere.ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Proof.Anchored!.Value.Position.ShouldBe(30),
            v => v.Proof.Known.ShouldBeTrue()
        );
    }

    [Theory]
    [InlineData("a record now says something else", "unsigned")]
    [InlineData("a record now says something else", "own key")]
    [InlineData("a record in the middle is gone, the rest renumbered", "unsigned")]
    [InlineData("a record in the middle is gone, the rest renumbered", "own key")]
    [InlineData("the last of a stream is cut out", "unsigned")]
    [InlineData("the last of a stream is cut out", "own key")]
    [InlineData("two records changed places", "unsigned")]
    [InlineData("two records changed places", "own key")]
    [InlineData("times of storing are moved by a month", "none")]
    [InlineData("times of storing are moved by a month", "unsigned")]
    [InlineData("times of storing are moved by a month", "own key")]
    [InlineData("the end is cut off with its seal", "none")]
    [InlineData("the end is cut off with its seal", "unsigned")]
    [InlineData("the end is cut off with its seal", "own key")]
    [InlineData("the end is cut off, head is gone", "none")]
    [InlineData("all seals are gone", "none")]
    [InlineData("the last seal is gone", "none")]
    [InlineData("nothing is changed", "unsigned")]
    [InlineData("nothing is changed", "own key")]
    public async Task A_forged_journal_is_not_whole_here_nor_for_who_has_an_anchor(string forged, string seals)
    {
        var rows = Forger.Read();
        switch (forged)
        {
            case "a record now says something else":
                Forger.Write(Forger.Rewritten(rows, 7));
                break;
            case "a record in the middle is gone, the rest renumbered":
                Forger.Write(rows.Where(row => row.Ordering != 9));
                break;
            case "the last of a stream is cut out":
                Forger.Write(rows.Where(row => row.Ordering != 28));
                break;
            case "two records changed places":
                Forger.Write([.. rows[..4], rows[5], rows[4], .. rows[6..]]);
                break;
            case "times of storing are moved by a month":
                Forger.Do($"update journal set created = created - {TimeSpan.FromDays(30).Ticks} where ordering > 5");
                break;
            case "the end is cut off with its seal":
                Forger.Do("delete from seal where upto > 20");
                Forger.Write(rows[..20]);
                break;
            case "the end is cut off, head is gone":
                Forger.Do("delete from seal where upto > 20");
                Forger.Write(rows[..20]);
                File.Delete(Path.Combine(_folder, "head"));
                break;
            case "all seals are gone":
                Forger.Do("delete from seal");
                break;
            case "the last seal is gone":
                Forger.Do("delete from seal where upto > 20");
                break;
        }
        using var own = SealKey.Create(_keys["forger/seal.key"]);
        if (seals != "none")
            Forger.Seal(seals == "own key" ? own : null);
        var (here, elsewhere) = await Checked();
        here.Whole.ShouldBeFalse();
        elsewhere.Whole.ShouldBeFalse();
        // By themselves the forged data are in good order: only what is outside tells.
        if (seals != "none" && forged != "the end is cut off, head is gone")
            (await Verify.Run(Settings with { SealKey = null }, Outside.Nothing)).Whole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("a record of the last seconds says something else", false)]
    [InlineData("a record of the last seconds says something else", true)]
    [InlineData("the last records are cut off", false)]
    [InlineData("the last records are cut off", true)]
    [InlineData("nothing", false)]
    public async Task What_was_written_seconds_ago_is_under_a_seal_too(string forged, bool without)
    {
        var engine = await _site.Open(change: settings => settings with { SealKey = Key });
        for (var n = 0; n < 5; n++)
            (
                await engine.Entities.Send(
                    new("live", "ledger", "1"),
                    new Book(n),
                    new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
                )
            ).ShouldBeOfType<Reply.Accepted>();
        await Until.True(() => SealFiles.ReadTail(Key)?.UpTo == 35, "the last five are sealed while the engine runs");
        (await Verify.Run(Settings)).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Proof.Signed.ShouldBe(35),
            v => v.Unsealed.ShouldBe(0)
        );
        // As kill -9 leaves it, and as somebody made it who may write all of it.
        var copy = _site.Copy();
        var forger = new Forger(copy);
        if (forged == "a record of the last seconds says something else")
            forger.Write(Forger.Rewritten(forger.Read(), 33));
        else if (forged == "the last records are cut off")
            forger.Write(forger.Read()[..32]);
        if (without)
            forger.Do("delete from about where name = 'tail-seal'");
        (await Verify.Run(Settings with { Data = copy })).Whole.ShouldBe(forged == "nothing");
    }

    [Fact]
    public async Task Without_head_the_end_is_in_question()
    {
        File.Delete(Path.Combine(_folder, "head"));
        (await Verify.Run(Settings)).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeFalse(),
            v => v.Missing.ShouldHaveSingleItem().ShouldContain("head")
        );
    }

    [Fact]
    public async Task A_cut_end_is_missed_by_the_places_the_database_gave_out_too()
    {
        Forger.Do("delete from seal where upto > 20; delete from journal where ordering > 20");
        HeadFile.Write(_folder, 20);
        (await Verify.Run(Settings with { SealKey = null }, Outside.Nothing)).Lost.ShouldBe(["21-30"]);
    }

    [Fact]
    public async Task Somebody_with_the_key_is_found_out_by_an_anchor_and_by_nothing_else()
    {
        using (var key = SealKey.Load(Key)!)
        {
            Forger.Write(Forger.Rewritten(Forger.Read(), 7));
            Forger.Seal(key);
        }
        File.Delete(Key + ".last");
        var (here, elsewhere) = await Checked();
        here.ShouldSatisfyAllConditions(v => v.Whole.ShouldBeTrue(), v => v.Proof.Anchored.ShouldBeNull());
        elsewhere.Broken.ShouldNotBeNull().ShouldContain("sealed anew");
    }

    [Fact]
    public async Task An_anchor_that_was_changed_or_is_another_installations_is_refused()
    {
        (await Verify.Run(Settings, Auditors with { Installation = "elsewhere" }))
            .Broken.ShouldNotBeNull()
            .ShouldContain("another installation");
        var file = _keys["anchor.txt"];
        await File.WriteAllTextAsync(file, AnchorFile.Text(_anchor));
        AnchorFile.Read(file).ShouldBe(_anchor);
        await File.WriteAllTextAsync(file, AnchorFile.Text(_anchor with { Position = 29 }));
        Should.Throw<CannotStart>(() => AnchorFile.Read(file));
    }

    [Fact]
    public async Task A_key_gives_its_turn_to_the_next_by_a_seal_and_who_knows_the_first_knows_the_second()
    {
        string first,
            second;
        using (var key = SealKey.Load(Key)!)
        using (var both = key.DrawNext())
            (first, second) = (both.Public, both.NextPublic!);
        await Write(4);
        await Write(4);
        using (var key = SealKey.Load(Key)!)
            key.ShouldSatisfyAllConditions(k => k.Public.ShouldBe(second), k => k.NextPublic.ShouldBeNull());
        SealKey.ReadPublic(Key + ".pub").ShouldBe([first, second]);
        foreach (var known in (string[])[first, second])
            (await Verify.Run(Settings, new Outside([known], [], null))).ShouldSatisfyAllConditions(
                v => v.Whole.ShouldBeTrue(),
                v => v.Proof.Key.ShouldBe(second),
                v => v.Proof.Known.ShouldBeTrue()
            );
    }

    [Fact]
    public async Task A_key_that_begins_without_the_word_of_the_one_before_is_named_and_good_only_for_who_knows_it()
    {
        File.Delete(Key);
        using (var made = SealKey.Create(Key))
            Forger.Do($"update about set value = '{made.Public}' where name = 'seal-key'");
        var old = _anchor.Key;
        await Write(4);
        (await Verify.Run(Settings, new Outside([old], [], null))).Broken.ShouldNotBeNull().ShouldContain("which no earlier key has named");
        (await Verify.Run(Settings)).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Proof.Notes.ShouldHaveSingleItem().ShouldContain("known from outside")
        );
    }

    [Fact]
    public void A_seal_key_in_the_data_folder_is_refused() =>
        Should.Throw<CannotStart>(async () =>
            await _site.Open(change: settings => settings with { SealKey = Path.Combine(settings.Data, "seal.key") })
        );
}

/// <summary>Rows that were sealed before seals were signed stay as good as they were.</summary>
public sealed class UnsignedBeforeTests : IAsyncLifetime
{
    private readonly SqliteSite _site = new();
    private readonly TempFolder _keys = new();

    private EngineSettings Settings => _site.Settings with { SealKey = _keys["keys/seal.key"] };

    public async ValueTask InitializeAsync()
    {
        await Write(null);
        await Write(_keys["keys/seal.key"]);
    }

    public ValueTask DisposeAsync()
    {
        _keys.Dispose();
        return _site.DisposeAsync();
    }

    private async Task Write(string? key)
    {
        var engine = await _site.Open(change: settings => settings with { SealKey = key });
        for (var n = 0; n < 10; n++)
            await engine.Entities.Send(
                new("live", "ledger", "0"),
                new Book(n),
                new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
            );
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task Old_seals_hold_and_are_said_to_be_good_against_accidents_only()
    {
        (await Verify.Run(Settings)).ShouldSatisfyAllConditions(
            v => v.Whole.ShouldBeTrue(),
            v => v.Proof.AccidentsOnly.ShouldBe(10),
            v => v.Proof.Signed.ShouldBe(20),
            v => v.Unsealed.ShouldBe(0)
        );
    }

    [Fact]
    public async Task What_lies_before_the_first_signed_seal_is_held_by_it_from_then_on()
    {
        var forger = new Forger(_site.Settings.Data);
        forger.Write(Forger.Rewritten(forger.Read(), 3));
        (await Verify.Run(Settings)).Broken.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("delete from seal where upto = 10")]
    [InlineData("update seal set created = created - 1 where upto = 10")]
    public async Task An_old_seal_that_is_gone_or_another_is_missed_by_the_first_signed_one(string damage)
    {
        new Forger(_site.Settings.Data).Do(damage);
        (await Verify.Run(Settings)).Broken.ShouldNotBeNull();
    }

    [Fact]
    public async Task Once_seals_are_signed_a_server_without_a_key_makes_none()
    {
        await Write(null);
        (await Verify.Run(Settings)).ShouldSatisfyAllConditions(v => v.Whole.ShouldBeTrue(), v => v.Unsealed.ShouldBe(10));
    }
}
