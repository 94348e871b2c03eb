using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>Asks the street for supplies that the community's stock lacks; the street's answer, yes or no, goes back to the task.</summary>
internal sealed class ShortageAsksStreet : IReaction
{
    public string Name => "shortage-asks-street";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        return happened.Event switch
        {
            ShortageReported e =>
            [
                new(
                    Entities.Goods(realm, e.Request),
                    new RequestGoods(new(Guid.Parse(happened.Entity.Key)), e.Task, e.Community, e.Item, e.Missing, e.At),
                    0
                ),
            ],
            GoodsGranted e =>
            [
                new(Entities.Incident(realm, e.Incident), new AnswerShortage(e.Task, Request(happened), e.Grant.Quantity, e.At), 0),
            ],
            GoodsRefused e => [new(Entities.Incident(realm, e.Incident), new AnswerShortage(e.Task, Request(happened), 0, e.At), 0)],
            _ => [],
        };
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("the task has ended before the street answered");

    private static GoodsRequestId Request(Happened happened) => new(Guid.Parse(happened.Entity.Key));
}
