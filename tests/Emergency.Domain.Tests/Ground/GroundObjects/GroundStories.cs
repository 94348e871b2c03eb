using Emergency.Domain.GroundObjects;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.GroundObjects;

public sealed class GroundStories
{
    private static readonly ImportId File = Id<ImportId>(7),
        Later = Id<ImportId>(8);
    internal static readonly GroundFacts Gate = new(
        Id<GroundId>(1),
        GroundKind.Gate,
        "北门",
        There,
        null,
        null,
        "物业值班室",
        "0376-6200000",
        null,
        null,
        "夜里锁"
    );
    private static readonly GroundFacts Hydrant = Gate with { Id = Id<GroundId>(2), Kind = GroundKind.Hydrant, Name = "1号栓" };

    [Fact]
    public void It_is_kept_changed_on_what_was_seen_and_ended() =>
        Story
            .Of(Noun.Ground)
            .When(new KeepGround(Gate, 0, Secretary, Night))
            .Then(new GroundKept(Gate, 1, Secretary, Night))
            .When(new KeepGround(Gate, 0, Secretary, After(1)))
            .Nothing()
            .When(new KeepGround(Gate with { Note = null }, 1, Secretary, After(2)))
            .Then<GroundKept>(e => e.Version.ShouldBe(2))
            .When(new KeepGround(Gate with { Name = "南门" }, 1, Secretary, After(3)))
            .Refused(GroundFeatures.ChangedMeanwhile)
            .When(new EndGround(Gate.Id, Secretary, After(4)))
            .Then(new GroundEnded(Gate.Id, Secretary, After(4)))
            .When(new KeepGround(Gate, 2, Secretary, After(5)))
            .Refused(GroundFeatures.Unknown);

    [Fact]
    public void A_file_says_only_what_is_new_and_is_taken_back_but_for_what_a_hand_has_changed_since() =>
        Story
            .Of(Noun.Ground)
            .Given(new GroundKept(Gate, 1, Secretary, Night))
            .When(new RecordGround([Gate, Hydrant], File, After(1)))
            .Then(new GroundRecorded(Hydrant, File, After(1)))
            .When(new RecordGround([Gate with { Note = "白天也锁" }, Hydrant], Later, After(2)))
            .Then(new GroundRecorded(Gate with { Note = "白天也锁" }, Later, After(2)))
            .When(new UndoGroundImport(Later, After(3)))
            .Then(new GroundRecorded(Gate, null, After(3)))
            .When(new KeepGround(Hydrant with { Note = "压力低" }, 1, Secretary, After(4)))
            .Then(new GroundKept(Hydrant with { Note = "压力低" }, 2, Secretary, After(4)))
            .When(new UndoGroundImport(File, After(5)))
            .Nothing();

    [Fact]
    public void What_only_the_file_brought_goes_with_it() =>
        Story
            .Of(Noun.Ground)
            .Given(new GroundRecorded(Hydrant, File, Night))
            .When(new UndoGroundImport(File, After(1), new Slice(0, 1)))
            .Then(new GroundRemoved(Hydrant.Id, File, After(1)))
            .When(new RecordGround([Hydrant with { Levels = 300 }], Later, After(2)))
            .Refused(GroundFeatures.BadLevels);
}
