using System.Text;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Tests.Messages;

public sealed class LoudspeakerMessageTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 13, 7, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var request = new BroadcastRequested(
            "c.1",
            "411502001001",
            new string('走', LoudspeakerMessages.LongestText),
            3,
            now.AddMinutes(10)
        );
        LoudspeakerMessages.ReadRequest(LoudspeakerMessages.Write("m-1", "emergency", now, request)).ShouldBe(request);
        foreach (var outcome in new[] { new BroadcastOutcome("c.1", true, null), new BroadcastOutcome("c.1", false, "no-power") })
            LoudspeakerMessages.ReadOutcome(LoudspeakerMessages.Write("m-2", "loudspeakers", now, outcome)).ShouldBe(outcome);
        LoudspeakerMessages
            .ReadOutcome("""{"type":"broadcast.failed","data":{"broadcastId":"c.1"}}"""u8.ToArray())
            .ShouldBe(new BroadcastOutcome("c.1", false, "not-played"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("""{"type":"broadcast.played"}""")]
    [InlineData("""{"type":"broadcast.played","data":{"broadcastId":""}}""")]
    [InlineData("""{"type":"broadcast.sung","data":{"broadcastId":"c.1"}}""")]
    [InlineData(
        """{"type":"broadcast.requested","data":{"broadcastId":"c.1","division":"1","text":"走","times":0,"playBefore":"2026-03-10T13:07:00Z"}}"""
    )]
    [InlineData("""{"type":"broadcast.requested","data":{"broadcastId":"c.1","division":"1","text":"走","times":3,"playBefore":"soon"}}""")]
    public void What_is_none_of_these_messages_is_not_read(string text)
    {
        LoudspeakerMessages.ReadOutcome(Encoding.UTF8.GetBytes(text)).ShouldBeNull();
        LoudspeakerMessages.ReadRequest(Encoding.UTF8.GetBytes(text)).ShouldBeNull();
    }
}
